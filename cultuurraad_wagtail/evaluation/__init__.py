"""Rounds of evaluation: who is asked, their answers, what was counted, and what may be told of it."""
