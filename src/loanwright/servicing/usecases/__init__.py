"""What can be done to a loan account, and what every day does to all of them."""
