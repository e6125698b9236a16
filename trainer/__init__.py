"""Train, audit and export the models that XRayDesk bundles. Runs on a bare GPU node: no Qt, no DICOM at start."""
