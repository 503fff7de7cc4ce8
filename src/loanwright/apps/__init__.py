"""The programs: web API, worker, command line. The only place that wires ports and domains together."""
