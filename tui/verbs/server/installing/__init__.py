"""What a server needs to be that of a cabinet: declared, compared, put there, taken away."""
