"""The suite itself is tested: every adapter is broken in many ways, and each must turn the contract red."""
