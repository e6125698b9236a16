"""The items of two reporting checklists for papers on such models, each in a few words of ours.

CLAIM, update of 2024 (Tejani et al., Radiology: Artificial Intelligence 2024, doi 10.1148/ryai.240300): 44 items.
TRIPOD+AI (Collins et al., BMJ 2024, doi 10.1136/bmj-2023-078378): 27 items, some in parts.
The papers say what each item asks in full; here stands only enough to find it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Item:
    """One item.

    Attributes
    ----------
    number
        As in the checklist, such as ``12a``.
    asks
        What is to be reported.
    answer
        Name of what answers it in ``reporting_answers.ANSWERS``; empty where no run can.
    """

    number: str
    asks: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """A checklist.

    Attributes
    ----------
    name, source
        Short name, and where it was published.
    sections
        Headings with their items, in order.
    """

    name: str
    source: str
    sections: tuple[tuple[str, tuple[Item, ...]], ...]

    def items(self) -> Iterator[tuple[str, Item]]:
        """Every item with its heading."""
        for heading, items in self.sections:
            for item in items:
                yield heading, item


CLAIM: Final = Checklist(
    "CLAIM 2024",
    "Tejani et al., Radiology: Artificial Intelligence 2024, doi 10.1148/ryai.240300",
    (
        ("Title and abstract", (
            Item("1", "says that AI is studied, and which kind", "kind"),
            Item("2", "summary of design, methods, results and conclusions"),
        )),
        ("Introduction", (
            Item("3", "background, intended use and role"),
            Item("4", "aims and hypotheses"),
        )),
        ("Methods: design", (
            Item("5", "looking back or forward in time"),
            Item("6", "goal of the study"),
        )),
        ("Methods: data", (
            Item("7", "where the data come from", "sources"),
            Item("8", "who was included and who was not", "eligibility"),
            Item("9", "preprocessing of the pictures", "preprocessing"),
            Item("10", "choice of subsets of the data", "subsets"),
            Item("11", "how patients' identities were removed"),
            Item("12", "missing data and what was done with them", "missing"),
            Item("13", "how the pictures were taken"),
        )),
        ("Methods: reference standard", (
            Item("14", "how the reference standard was obtained", "reference"),
            Item("15", "why this reference standard"),
            Item("16", "who annotated", "annotators"),
            Item("17", "annotation of the test films", "test_annotation"),
            Item("18", "agreement between and within annotators"),
        )),
        ("Methods: partitions", (
            Item("19", "how films were given to the parts", "partitions"),
            Item("20", "level at which the parts share nothing", "disjoint"),
            Item("21", "size of the test sample and how it was set", "sample"),
        )),
        ("Methods: model", (
            Item("22", "the model in detail", "model"),
            Item("23", "software and its versions", "software"),
            Item("24", "weights that training started from", "start"),
        )),
        ("Methods: training", (
            Item("25", "training: augmentation, settings, number of models", "training"),
            Item("26", "how the final model was chosen", "choice"),
            Item("27", "ensembles", "ensemble"),
        )),
        ("Methods: evaluation", (
            Item("28", "figures of performance", "metrics"),
            Item("29", "uncertainty and significance", "uncertainty"),
            Item("30", "robustness and sensitivity analyses", "robustness"),
            Item("31", "explanations of the model's answers", "explanations"),
            Item("32", "evaluation on internal data", "internal"),
            Item("33", "testing on external data", "external"),
            Item("34", "registration as a clinical trial"),
        )),
        ("Results", (
            Item("35", "numbers included and left out", "flow"),
            Item("36", "patients' characteristics in each part", "characteristics"),
            Item("37", "performance with its uncertainty", "performance"),
            Item("38", "diagnostic performance and its precision", "diagnostic"),
            Item("39", "analysis of the films that were called wrongly", "failures"),
        )),
        ("Discussion", (
            Item("40", "limitations", "limitations"),
            Item("41", "what it means for practice"),
        )),
        ("Other", (
            Item("42", "protocol or further technical details", "details"),
            Item("43", "availability of software, model and data", "availability"),
            Item("44", "funding and the funders' role"),
        )),
    ),
)  # fmt: skip

TRIPOD_AI: Final = Checklist(
    "TRIPOD+AI",
    "Collins et al., BMJ 2024, doi 10.1136/bmj-2023-078378",
    (
        ("Title and abstract", (
            Item("1", "says that a prediction model is developed or judged, for whom and of what", "kind"),
            Item("2", "structured abstract"),
        )),
        ("Introduction", (
            Item("3a", "clinical context and existing models"),
            Item("3b", "target population, purpose and users"),
            Item("3c", "known inequalities between groups of people"),
            Item("4", "objectives"),
        )),
        ("Methods", (
            Item("5a", "sources of the data, and whom they represent", "sources"),
            Item("5b", "dates of the data"),
            Item("6a", "setting and centres"),
            Item("6b", "eligibility", "eligibility"),
            Item("6c", "treatments received"),
            Item("7", "data preparation and quality checks", "preprocessing"),
            Item("8a", "outcome and how it was assessed", "reference"),
            Item("8b", "who assessed the outcome", "annotators"),
            Item("8c", "blinding of that assessment"),
            Item("9a", "choice of predictors", "predictors"),
            Item("9b", "definition of the predictors", "predictors_defined"),
            Item("9c", "who assessed the predictors"),
            Item("10", "sample size and how it was set", "sample"),
            Item("11", "missing data", "missing"),
            Item("12a", "use and partition of the data", "partitions"),
            Item("12b", "handling of the predictors in the analysis", "preprocessing"),
            Item("12c", "kind of model, building, tuning, internal validation", "building"),
            Item("12d", "differences between clusters such as hospitals", "clusters"),
            Item("12e", "figures and plots of performance", "metrics"),
            Item("12f", "updating of the model by the evaluation", "updating"),
            Item("12g", "how predictions were calculated", "calculation"),
            Item("13", "imbalance of classes", "imbalance"),
            Item("14", "fairness: what was done for it", "fairness"),
            Item("15", "output of the model and thresholds", "output"),
            Item("16", "differences between training and evaluation data", "differences"),
            Item("17", "ethical approval"),
        )),
        ("Open science", (
            Item("18a", "funding"),
            Item("18b", "conflicts of interest"),
            Item("18c", "protocol"),
            Item("18d", "registration"),
            Item("18e", "sharing of the data"),
            Item("18f", "sharing of the code", "code"),
        )),
        ("Patients and public", (
            Item("19", "involvement of patients and public"),
        )),
        ("Results", (
            Item("20a", "flow of participants, with and without the outcome", "flow"),
            Item("20b", "characteristics, by source or setting", "characteristics"),
            Item("20c", "comparison of evaluation data with development data", "differences"),
            Item("21", "participants and events in each analysis", "events"),
            Item("22", "the model itself, so that others can use it", "specification"),
            Item("23a", "performance with intervals, also in subgroups", "performance_and_groups"),
            Item("23b", "differences of performance between clusters", "cluster_results"),
            Item("24", "results of updating", "updated"),
        )),
        ("Discussion", (
            Item("25", "interpretation, fairness included"),
            Item("26", "limitations", "limitations"),
            Item("27a", "input that is poor or lacking, in use"),
            Item("27b", "what users must do and know"),
            Item("27c", "next steps"),
        )),
    ),
)  # fmt: skip

CHECKLISTS: Final = (CLAIM, TRIPOD_AI)
