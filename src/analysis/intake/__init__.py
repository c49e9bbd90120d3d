"""What suppliers deliver: files are read as they stand, and become observations by a mapping that a person has confirmed."""
