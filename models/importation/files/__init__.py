"""Files and pastes, opened as a grid of texts whatever wrote them."""
