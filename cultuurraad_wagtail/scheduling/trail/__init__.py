"""What remains of a meeting: who was there, its minutes, what was decided and promised."""
