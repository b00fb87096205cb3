"""What a household may ask with what is kept of it: see, correct, take along, have erased (GDPR art. 15 to 20)."""
