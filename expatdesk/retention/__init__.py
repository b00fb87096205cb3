"""What is erased when: the terms of a case, erasing it, and what stays for the figures."""
