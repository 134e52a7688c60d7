"""How a notice gets from the ledger to a person: passed on, put into words, handed over, recorded."""
