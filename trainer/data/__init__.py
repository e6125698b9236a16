"""Films and labels: from folders and manifests to tensors."""
