"""Native stays native: which piece of which framework made each answer, watched while it is made."""
