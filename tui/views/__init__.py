"""What is shown, on screen and on paper alike."""
