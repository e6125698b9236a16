"""XRayDesk: a desktop workstation that reads, explains and screens chest radiographs (research use)."""

__version__ = "0.1.0"
