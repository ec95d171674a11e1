"""The demonstration and its guided tour."""
