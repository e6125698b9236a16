#!/bin/sh
# Puts XRayDesk, where it was unpacked, into the menu of this user (or, as root, of everybody); --remove takes it out again.
# Nothing but the menu entry and the icons is written; what opens a film by double click stays as it is.
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
if [ "$(id -u)" = 0 ]; then
    share=/usr/local/share
else
    share=${XDG_DATA_HOME:-$HOME/.local/share}
fi
entry=$share/applications/xraydesk.desktop
case ${1:-} in
"")
    mkdir -p "$share/applications"
    # A path may hold what a desktop entry or sed would read as something else.
    quoted=$(printf '%s' "$here" | sed -e 's/\\/\\\\\\\\/g' -e 's/["`$]/\\\\&/g' -e 's/%/%%/g' -e 's/[\\&|]/\\&/g')
    sed -e "s|@FOLDER@|$quoted|" "$here/share/xraydesk.desktop" >"$entry.new"
    mv "$entry.new" "$entry"
    (cd "$here/share/icons" && find . -type f) | while IFS= read -r icon; do
        mkdir -p "$share/icons/$(dirname "$icon")"
        cp "$here/share/icons/$icon" "$share/icons/$icon"
    done
    echo "XRayDesk is in the menu: $entry"
    ;;
--remove)
    rm -f "$entry"
    (cd "$here/share/icons" && find . -type f) | while IFS= read -r icon; do
        rm -f "$share/icons/$icon"
    done
    echo "XRayDesk is out of the menu; the program and your data are where they were."
    ;;
*)
    echo "usage: install.sh [--remove]" >&2
    exit 2
    ;;
esac
if command -v update-desktop-database >/dev/null 2>&1; then
    update-desktop-database -q "$share/applications" || true
fi
