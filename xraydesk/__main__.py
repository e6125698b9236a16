"""``python -m xraydesk`` and the entry of the frozen program, which also starts itself again as a decoder process."""

import sys

from xraydesk.imaging.isolation.worker import CHILD_ARGUMENT

if sys.argv[1:2] == [CHILD_ARGUMENT]:
    from xraydesk.imaging.isolation import child

    sys.exit(child.main(sys.argv[2]))

from xraydesk.cli import main

sys.exit(main())
