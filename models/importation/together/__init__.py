"""What the lines of a table say together: the titles above them, the cells merged over them."""
