"""What may be done with an application, one file each; `stages/` holds what each automatic stage does."""
