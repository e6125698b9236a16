"""Write the bundled sample: a synthetic chest film that is no patient, as a DICOM file with full tags.

    python resources/samples/make_phantom.py        writes chest_phantom.dcm beside this script

It says PHANTOM in the picture and in its tags; its identifiers and dates are fixed and nothing in it depends
on the clock, so writing it again gives the same samples. RLE lossless is chosen because every reader has it.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from chest_drawing import SPACING, draw
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence as DicomSequence
from pydicom.uid import UID, DigitalXRayImageStorageForPresentation, RLELossless

TARGET = Path(__file__).with_name("chest_phantom.dcm")
UID_ROOT = "2.25.31415926535897932384626433832795028"

IDENTITY = {
    "SpecificCharacterSet": "ISO_IR 192",
    "SOPClassUID": DigitalXRayImageStorageForPresentation,
    "SOPInstanceUID": f"{UID_ROOT}3",
    "StudyInstanceUID": f"{UID_ROOT}1",
    "SeriesInstanceUID": f"{UID_ROOT}2",
    "PatientName": "PHANTOM^CHEST",
    "PatientID": "PHANTOM",
    "PatientBirthDate": "",
    "PatientSex": "O",
    "PatientIdentityRemoved": "YES",
    "DeidentificationMethod": "Drawn by code; there is no patient",
    "PatientComments": "Synthetic phantom, not a patient",
    "QualityControlSubject": "YES",
    "StudyDate": "20000101",
    "StudyTime": "120000",
    "ContentDate": "20000101",
    "ContentTime": "120000",
    "AcquisitionDate": "20000101",
    "AcquisitionTime": "120000",
    "StudyID": "PHANTOM",
    "AccessionNumber": "",
    "ReferringPhysicianName": "",
    "InstitutionName": "XRayDesk sample",
    "Manufacturer": "XRayDesk",
    "ManufacturerModelName": "make_phantom.py",
    "SoftwareVersions": "1",
    "DeviceSerialNumber": "0",
    "StudyDescription": "PHANTOM chest PA",
    "SeriesDescription": "PHANTOM, synthetic, not a patient",
    "ImageComments": "PHANTOM: synthetic chest drawn by code, not a patient",
    "SeriesNumber": 1,
    "InstanceNumber": 1,
    "AcquisitionNumber": 1,
}
ACQUISITION = {
    "Modality": "DX",
    "PresentationIntentType": "FOR PRESENTATION",
    "ImageType": ["DERIVED", "PRIMARY"],
    "DerivationDescription": "Computed from formulas",
    "BodyPartExamined": "CHEST",
    "ViewPosition": "PA",
    "PatientOrientation": ["L", "F"],
    "ImageLaterality": "U",
    "DetectorType": "DIRECT",
    "ImagerPixelSpacing": [SPACING, SPACING],
    "PixelSpacing": [SPACING, SPACING],
    "BurnedInAnnotation": "YES",
    "LossyImageCompression": "00",
}
GREY = {
    "SamplesPerPixel": 1,
    "PhotometricInterpretation": "MONOCHROME2",
    "BitsAllocated": 16,
    "BitsStored": 12,
    "HighBit": 11,
    "PixelRepresentation": 0,
    "PixelIntensityRelationship": "LOG",
    "PixelIntensityRelationshipSign": 1,
    "RescaleIntercept": "0",
    "RescaleSlope": "1",
    "RescaleType": "US",
    "PresentationLUTShape": "IDENTITY",
    "WindowCenter": ["2048", "1500"],
    "WindowWidth": ["4096", "2600"],
    "WindowCenterWidthExplanation": ["FULL", "LUNG"],
    "VOILUTFunction": "LINEAR",
}


def dataset(samples: NDArray[np.uint16]) -> FileDataset:
    """Wrap samples in a Digital X-Ray Image object, For Presentation (DICOM PS3.3 A.26), RLE lossless."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = DigitalXRayImageStorageForPresentation
    meta.MediaStorageSOPInstanceUID = UID(f"{UID_ROOT}3")
    meta.ImplementationClassUID = UID(f"{UID_ROOT}9")
    meta.ImplementationVersionName = "PHANTOM"
    film_object = FileDataset(TARGET, {}, file_meta=meta, preamble=bytes(128))
    for keyword, value in (IDENTITY | ACQUISITION | GREY).items():
        setattr(film_object, keyword, value)
    film_object.AnatomicRegionSequence = code("51185008", "Thorax")
    film_object.ViewCodeSequence = code("272479007", "Postero-anterior projection")
    film_object.AcquisitionContextSequence = DicomSequence()
    film_object.Rows, film_object.Columns = samples.shape
    film_object.compress(RLELossless, samples, generate_instance_uid=False)
    return film_object


def code(value: str, meaning: str) -> DicomSequence:
    """A coded concept of SNOMED CT as the one item of a sequence."""
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, "SCT", meaning
    return DicomSequence([item])


def main() -> None:
    """Write the sample beside this script."""
    dataset(draw()).save_as(TARGET, enforce_file_format=True)
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
