"""``python -m xraydesk`` and the entry of the frozen program, which also starts itself again for its own processes."""

import sys

from xraydesk.imaging.isolation.worker import CHILD_ARGUMENT
from xraydesk.model import EXPLAINER_ARGUMENT
from xraydesk.screening import FILM_ARGUMENT

if sys.argv[1:2] == [CHILD_ARGUMENT]:
    from xraydesk.imaging.isolation import child

    sys.exit(child.main(sys.argv[2]))

if sys.argv[1:2] == [FILM_ARGUMENT]:
    from xraydesk.screening import film_child

    sys.exit(film_child.main(sys.argv[2]))

if sys.argv[1:2] == [EXPLAINER_ARGUMENT]:
    from xraydesk.model.explainers import child as explainer_child

    sys.exit(explainer_child.main(sys.argv[2]))

from xraydesk.cli import main

sys.exit(main())
