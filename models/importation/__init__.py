"""Tables pasted from a spreadsheet, read and inscribed line by line."""
