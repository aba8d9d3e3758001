"""Steps from one version of the warehouse to the next."""
