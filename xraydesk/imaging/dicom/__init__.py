"""DICOM files: structure, pixels, meaning. Parsed here, because hostile bytes need bounds at every step."""
