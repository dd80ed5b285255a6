"""The use cases: each joins the layers below for one request. Doors call nothing else."""
