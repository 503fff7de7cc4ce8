"""What is counted, in one place; `/metrics` shows it to Prometheus."""

from __future__ import annotations

from prometheus_client import Counter, Histogram

REQUESTS = Counter("loanwright_requests_total", "HTTP requests answered", ("method", "route", "status"))
REQUEST_SECONDS = Histogram(
    "loanwright_request_seconds",
    "Time to answer an HTTP request",
    ("route",),
    buckets=(0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10),
)
JOBS = Counter("loanwright_jobs_total", "Attempts to run a job, by how they ended", ("task", "outcome"))
JOB_SECONDS = Histogram(
    "loanwright_job_seconds",
    "Time of one attempt",
    ("task",),
    buckets=(0.005, 0.02, 0.1, 0.5, 1, 5, 30, 120),
)
