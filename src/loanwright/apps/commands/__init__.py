"""One module a command of `loanwright`; `loanwright.apps.cli` lists them."""
