"""What follows from the answers, and how much: formulas, units, the tree, draws. Pure."""
