"""Plain applications: part of the contract as each framework's own tutorial would write it, with nothing closed."""
