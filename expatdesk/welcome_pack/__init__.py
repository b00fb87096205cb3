"""The personal welcome pack: what goes in, its words and drawings, and the PDF made of them."""
