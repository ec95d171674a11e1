"""The words of the command line: what each verb takes, in French."""
