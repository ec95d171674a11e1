"""The numbers of the portal: each module reads, checks and shows one of them."""
