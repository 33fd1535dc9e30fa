"""Every query, named in domain words. Each takes the engagement, the account or the person it is asked for."""
