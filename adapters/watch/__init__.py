"""What watches over a running installation, from outside the core."""
