"""Plain applications: part of the contract as each framework's own tutorial would write it, with nothing closed."""

# Here, and not in domain.py: whoever measures signs with it, and shall not import what is for the applications alone.
SECRET = "a secret that only the plain applications sign with"
