"""The contract: what every adapter answers, told without a word about any framework."""
