"""Settings of what is predicted and of which films serve which purpose."""

from __future__ import annotations

from dataclasses import dataclass, field

from trainer.recipe.typed import RecipeError

TASKS = ("exclusive", "binary", "independent", "unlabelled")


@dataclass(frozen=True)
class Labels:
    """What is predicted.

    Attributes
    ----------
    task
        ``exclusive`` (softmax over ``names``), ``binary`` (one sigmoid: the one of ``names`` or not), ``independent``
        (a sigmoid for each of ``names``) or ``unlabelled`` (nothing: pre-training on films alone).
    names
        Labels in the order of the outputs.
    members
        Values of the manifest's ``label`` that count as a name, where they are not the name itself.
    against
        Binary task: values of the manifest's ``label`` that are "not it". Films of any other value are left out.
    negatives
        Exclusive task: values of the manifest's ``label`` that are no class, each with the classes that it is
        certainly not and the weight of ``-log(1 - p)`` for them.
    leave_out
        Values of the manifest's ``label`` whose films are knowingly not used.
    """

    task: str
    names: tuple[str, ...] = ()
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)
    against: tuple[str, ...] = ()
    negatives: dict[str, dict[str, float]] = field(default_factory=dict)
    leave_out: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.task not in TASKS:
            raise RecipeError(f"labels.task must be one of {', '.join(TASKS)}, not {self.task!r}")
        self._check_names()
        self._check_values()

    def _check_names(self) -> None:
        if self.task == "unlabelled":
            if self.names:
                raise RecipeError("labels.names must be empty where labels.task is 'unlabelled'")
        elif len(set(self.names)) != len(self.names) or not self.names:
            raise RecipeError("labels.names must be a list of different names")
        elif self.task == "exclusive" and len(self.names) < 2:
            raise RecipeError("labels.names must hold at least two names where one of them excludes the others")
        elif self.task == "binary" and (len(self.names) != 1 or not self.against):
            raise RecipeError(
                "a binary task needs one name in labels.names and what stands against it in labels.against"
            )

    def _check_values(self) -> None:
        if self.against and self.task != "binary":
            raise RecipeError("labels.against belongs to the binary task")
        if self.negatives and self.task != "exclusive":
            raise RecipeError("labels.negatives belongs to the exclusive task")
        strange = [n for n in self.members if n not in self.names]
        strange += [n for weights in self.negatives.values() for n in weights if n not in self.names]
        if strange:
            raise RecipeError(f"{strange[0]!r} is not one of labels.names")
        values = [v for name in self.names for v in self.members.get(name, (name,))] + list(self.against)
        values += [*self.negatives, *self.leave_out]
        if len(set(values)) != len(values):
            raise RecipeError("a label of the manifest may have one meaning only")

    @property
    def outputs(self) -> int:
        """Number of the network's outputs; one, that nobody reads, where nothing is predicted."""
        return len(self.names) or 1

    def class_of(self, label: str) -> int:
        """Class of a film by its label in the manifest.

        Returns
        -------
        Exclusive task: index in ``names``, or -1 for no class. Binary task: 1 for it, 0 for what stands against it,
        -1 for neither.
        """
        for index, name in enumerate(self.names):
            if label in self.members.get(name, (name,)):
                return 1 if self.task == "binary" else index
        return 0 if label in self.against else -1


@dataclass(frozen=True)
class Folds:
    """Which of the manifest's folds serve which purpose; no fold may serve two, so nothing can select on the test."""

    train: tuple[int, ...]
    tune: tuple[int, ...]
    calibrate: tuple[int, ...] = ()
    test: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        used = self.train + self.tune + self.calibrate + self.test
        if len(set(used)) != len(used):
            raise RecipeError(
                "a fold may serve only one of train, tune, calibrate and test: films that choose or test a model must "
                "not have trained it"
            )
        if min(used, default=0) < -1:
            raise RecipeError("a fold is a number from 0 on, or -1 for films that have none")
        if not self.train or not self.tune:
            raise RecipeError("folds.train and folds.tune must each name at least one fold")


@dataclass(frozen=True)
class Share:
    """A group of training films and the part of every epoch that is drawn from it.

    Attributes
    ----------
    share
        Relative weight; the shares of a recipe are normalised to 1.
    data, source, label, label_by, view
        Each, if not empty, must match: ``data`` is the data folder's name, ``source`` the start of the manifest's
        source, the others are equal to the manifest's value (``view`` by its start, so AP includes AP Supine).
    """

    share: float
    data: str = ""
    source: str = ""
    label: str = ""
    label_by: str = ""
    view: str = ""

    def __post_init__(self) -> None:
        if self.share <= 0:
            raise RecipeError("shares.share must be greater than 0")
