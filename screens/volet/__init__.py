"""The live panel: who is under the cursor of a list, beside it in a wide window."""
