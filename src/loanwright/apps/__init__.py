"""The programs: web API, worker, command line. The only place that wires adapters to ports and domains to each other."""
