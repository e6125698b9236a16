<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
  <context>
    <name>XRayDesk</name>
    <message>
      <location filename="../../xraydesk/core/findings.py" />
      <source>abstained: fits none of its classes</source>
      <translation>enthält sich: passt zu keiner seiner Klassen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/findings.py" />
      <source>abstained: {classes}</source>
      <translation>enthält sich: {classes}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/findings.py" />
      <source>{one} or {other}</source>
      <translation>{one} oder {other}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/localisation.py" />
      <source>Localisation unreliable: the stronger half of the evidence is spread over {half} % of what the model saw, as much as both lungs fill.</source>
      <translation>Ort unzuverlässig: Die stärkere Hälfte der Hinweise verteilt sich über {half} % dessen, was das Modell sah, so viel wie beide Lungen einnehmen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/localisation.py" />
      <source>Localisation unreliable: {share} % of the evidence lies in the lungs, no more than chance would put there ({area} %).</source>
      <translation>Ort unzuverlässig: {share} % der Hinweise liegen in den Lungen, nicht mehr, als der Zufall dorthin legen würde ({area} %).</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/localisation.py" />
      <source>No evidence for this finding anywhere on the film.</source>
      <translation>Für diesen Befund gibt es nirgends auf der Aufnahme Hinweise.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/localisation.py" />
      <source>The lungs were not found on this film, so the map could not be held against them.</source>
      <translation>Die Lungen wurden auf dieser Aufnahme nicht gefunden; die Karte ließ sich nicht an ihnen messen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/localisation.py" />
      <source>{share} % of the evidence lies in the lungs, which fill {area} % of what the model saw.</source>
      <translation>{share} % der Hinweise liegen in den Lungen, die {area} % dessen einnehmen, was das Modell sah.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>A change of the window in one film is made in the films beside it too.</source>
      <translation>Eine Änderung des Fensters in einer Aufnahme gilt auch für die Aufnahmen daneben.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>A second start hands its files to the window that is already open.</source>
      <translation>Ein zweiter Start übergibt seine Dateien an das Fenster, das schon offen ist.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>A3</source>
      <translation>A3</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>A4</source>
      <translation>A4</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Above 1:1</source>
      <translation>Über 1:1</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>All</source>
      <translation>Alle</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Analyse every opened file</source>
      <translation>Jede geöffnete Datei auswerten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Appearance</source>
      <translation>Darstellung</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>As the desktop</source>
      <translation>Wie das System</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <location filename="../../xraydesk/ui/actions/windowing.py" />
      <source>Automatic</source>
      <translation>Automatisch</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <location filename="../../xraydesk/ui/findings/heatmap_controls.py" />
      <source>Both</source>
      <translation>Beides</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <location filename="../../xraydesk/imaging/colours.py" />
      <source>Cividis</source>
      <translation>Cividis</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Colour map; each one is even to the eye and safe for colour-blind readers.</source>
      <translation>Farbskala; jede ist für das Auge gleichmäßig und auch bei Farbsehschwäche sicher.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <location filename="../../xraydesk/ui/findings/heatmap_controls.py" />
      <source>Colours</source>
      <translation>Farben</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Colours of the window; the film lies on black in both.</source>
      <translation>Farben der Oberfläche; die Aufnahme liegt in beiden auf Schwarz.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Colours, contour lines or both.</source>
      <translation>Farben, Höhenlinien oder beides.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Dark</source>
      <translation>Dunkel</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Deutsch</source>
      <translation>Deutsch</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Drag up for darker and right for narrower.</source>
      <translation>Ziehen nach oben macht dunkler, nach rechts schmaler.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>English</source>
      <translation>English</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Files and folders that were opened are offered again at the next start.</source>
      <translation>Geöffnete Dateien und Ordner werden beim nächsten Start wieder angeboten.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Files and studies</source>
      <translation>Dateien und Untersuchungen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Files that failed or hold no image are not listed; the notices still name them.</source>
      <translation>Fehlerhafte Dateien und solche ohne Bild werden nicht aufgelistet; die Hinweise nennen sie weiterhin.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Films side by side are zoomed and moved together, at one scale.</source>
      <translation>Nebeneinander gezeigte Aufnahmen werden gemeinsam und in einem Maßstab vergrößert und verschoben.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Findings and heatmap</source>
      <translation>Befunde und Heatmap</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Four films</source>
      <translation>Vier Aufnahmen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Frames per second</source>
      <translation>Bilder pro Sekunde</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <location filename="../../xraydesk/ui/findings/heatmap_controls.py" />
      <source>Heatmap colours</source>
      <translation>Farben der Heatmap</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <location filename="../../xraydesk/ui/findings/heatmap_controls.py" />
      <source>Heatmap opacity</source>
      <translation>Deckkraft der Heatmap</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Heatmap style</source>
      <translation>Art der Heatmap</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>How fast the frames of a film run when they are played.</source>
      <translation>Wie schnell die Einzelbilder einer Aufnahme beim Abspielen laufen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>How films are hung; automatic shows a film beside its newest prior.</source>
      <translation>Wie Aufnahmen gehängt werden; automatisch zeigt eine Aufnahme neben ihrer neuesten Voraufnahme.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>How much is written into the corners of the picture.</source>
      <translation>Wie viel in den Ecken des Bildes steht.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Image</source>
      <translation>Bild</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>In triage order a film that nobody has reviewed for so long comes before all others.</source>
      <translation>In der Triage-Reihenfolge kommt eine Aufnahme, die so lange niemand beurteilt hat, vor allen anderen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <location filename="../../xraydesk/imaging/colours.py" />
      <source>Inferno</source>
      <translation>Inferno</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <location filename="../../xraydesk/ui/shell/shortcuts_dialog.py" />
      <source>Keyboard profile</source>
      <translation>Tastaturprofil</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Keys that actions have unless you gave them others.</source>
      <translation>Die Tasten der Befehle, solange Sie ihnen keine anderen gegeben haben.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Language</source>
      <translation>Sprache</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Language of menus, texts and messages.</source>
      <translation>Sprache der Menüs, Texte und Meldungen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Lay the heatmap of the chosen class over the radiograph.</source>
      <translation>Die Heatmap der gewählten Klasse über die Röntgenaufnahme legen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Layout</source>
      <translation>Layout</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Leave out files without an image</source>
      <translation>Dateien ohne Bild weglassen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Let pixels that are larger than those of the screen run into each other, or show them as they are.</source>
      <translation>Pixel, die größer als die des Bildschirms sind, ineinander übergehen lassen oder zeigen, wie sie sind.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <location filename="../../xraydesk/ui/shell/print_dialog.py" />
      <source>Letter</source>
      <translation>Letter</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Light</source>
      <translation>Hell</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <location filename="../../xraydesk/ui/findings/heatmap_controls.py" />
      <source>Lines</source>
      <translation>Linien</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Lines separated by commas, of these words: frame, value (under the pointer), size, zoom, window.</source>
      <translation>Zeilen, durch Kommas getrennt, aus diesen Wörtern: frame, value (unter dem Zeiger), size, zoom, window.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Lines separated by commas, of these words: name, id, birth, age, sex, institution, study, accession, date, time, modality, series, image, view, laterality, body, description, spacing, file.</source>
      <translation>Zeilen, durch Kommas getrennt, aus diesen Wörtern: name, id, birth, age, sex, institution, study, accession, date, time, modality, series, image, view, laterality, body, description, spacing, file.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Link window and level</source>
      <translation>Fenster und Lage koppeln</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Link zoom and place</source>
      <translation>Zoom und Ausschnitt koppeln</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Longest wait in the worklist</source>
      <translation>Längste Wartezeit in der Arbeitsliste</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Measuring</source>
      <translation>Messen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Minimal</source>
      <translation>Wenige</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <location filename="../../xraydesk/ui/findings/history_page.py" />
      <location filename="../../xraydesk/ui/shell/start_page.py" />
      <source>Model</source>
      <translation>Modell</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Name of the installed model that reads the films (see 'xraydesk model list'); empty for the bundled one.</source>
      <translation>Name des installierten Modells, das die Aufnahmen liest (siehe „xraydesk model list“); leer für das mitgelieferte.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Name of the reader</source>
      <translation>Name des Befunders</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>None</source>
      <translation>Keine</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>OHIF</source>
      <translation>OHIF</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>One film</source>
      <translation>Eine Aufnahme</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Opacity at the full scale of evidence; no evidence is always transparent.</source>
      <translation>Deckkraft bei voller Evidenz; wo keine Evidenz ist, bleibt die Heatmap durchsichtig.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Open files in the running window</source>
      <translation>Dateien im laufenden Fenster öffnen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Original beside overlay</source>
      <translation>Original neben Überlagerung</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Pages show the whole film, not only the part that is in the view.</source>
      <translation>Seiten zeigen die ganze Aufnahme, nicht nur den Ausschnitt in der Ansicht.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <location filename="../../xraydesk/ui/shell/print_dialog.py" />
      <source>Paper</source>
      <translation>Papier</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Pixels</source>
      <translation>Pixel</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Print the whole film</source>
      <translation>Die ganze Aufnahme drucken</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Printing and saving</source>
      <translation>Drucken und Speichern</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Reading</source>
      <translation>Befundung</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Remember patients of opened folders</source>
      <translation>Patienten geöffneter Ordner merken</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Remember what was opened</source>
      <translation>Geöffnetes merken</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Reverse the window drag</source>
      <translation>Ziehrichtung der Fensterung umkehren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Run the model over all opened files in the background, not only over the one on screen.</source>
      <translation>Das Modell im Hintergrund auf alle geöffneten Dateien anwenden, nicht nur auf die gezeigte.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Second reader</source>
      <translation>Zweitbefunder</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/findings/heatmap_controls.py" />
      <source>Show where the model looked</source>
      <translation>Zeigen, wohin das Modell sah</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Size of the sheets that are printed and saved as PDF.</source>
      <translation>Format der Seiten, die gedruckt und als PDF gespeichert werden.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Smooth</source>
      <translation>Geglättet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Stands beside what you draw, mark and decide.</source>
      <translation>Steht bei dem, was Sie zeichnen, markieren und entscheiden.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Texts at the bottom left</source>
      <translation>Texte unten links</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Texts at the bottom right</source>
      <translation>Texte unten rechts</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Texts at the top left</source>
      <translation>Texte oben links</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Texts at the top right</source>
      <translation>Texte oben rechts</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Texts in the picture</source>
      <translation>Texte im Bild</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>The first patient's name is kept with each folder that was opened.</source>
      <translation>Zu jedem geöffneten Ordner wird der Name des ersten Patienten gemerkt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>The strip shows the images of the study on screen only, not all opened images.</source>
      <translation>Die Leiste zeigt nur die Bilder der gezeigten Untersuchung, nicht alle geöffneten Bilder.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>The strip stays where it is when the study list is opened.</source>
      <translation>Die Leiste bleibt stehen, wenn die Untersuchungsliste geöffnet wird.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Theme</source>
      <translation>Farbschema</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Thumbnails beside the study list</source>
      <translation>Vorschaubilder neben der Untersuchungsliste</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>Thumbnails of one study</source>
      <translation>Vorschaubilder einer Untersuchung</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Two films</source>
      <translation>Zwei Aufnahmen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <location filename="../../xraydesk/imaging/colours.py" />
      <source>Viridis</source>
      <translation>Viridis</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>What the model says of a film stays hidden until you have looked at it.</source>
      <translation>Was das Modell zu einer Aufnahme sagt, bleibt verborgen, bis Sie sie angesehen haben.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/core/settings.py" />
      <source>XRayDesk</source>
      <translation>XRayDesk</translation>
    </message>
    <message>
      <location filename="../../xraydesk/export/formats.py" />
      <source>De-identified DICOM</source>
      <translation>Anonymisiertes DICOM</translation>
    </message>
    <message>
      <location filename="../../xraydesk/export/formats.py" />
      <source>JSON lines</source>
      <translation>JSON-Zeilen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/export/formats.py" />
      <source>Pictures with heatmaps</source>
      <translation>Bilder mit Heatmaps</translation>
    </message>
    <message>
      <location filename="../../xraydesk/export/formats.py" />
      <source>Summary (HTML)</source>
      <translation>Zusammenfassung (HTML)</translation>
    </message>
    <message>
      <location filename="../../xraydesk/export/formats.py" />
      <source>Summary (PDF)</source>
      <translation>Zusammenfassung (PDF)</translation>
    </message>
    <message>
      <location filename="../../xraydesk/export/formats.py" />
      <source>Table (CSV)</source>
      <translation>Tabelle (CSV)</translation>
    </message>
    <message>
      <location filename="../../xraydesk/export/formats.py" />
      <source>Training manifest</source>
      <translation>Trainingsmanifest</translation>
    </message>
    <message>
      <location filename="../../xraydesk/export/formats.py" />
      <source>Workbook (Excel)</source>
      <translation>Arbeitsmappe (Excel)</translation>
    </message>
    <message>
      <location filename="../../xraydesk/export/run.py" />
      <source>Text that is burned into a picture is not found: look at each film for names and dates before you pass it on.</source>
      <translation>Ins Bild eingebrannter Text wird nicht gefunden: Sehen Sie jede Aufnahme auf Namen und Daten durch, bevor Sie sie weitergeben.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/exporting/stored.py" />
      <source>All films of the run</source>
      <translation>Alle Aufnahmen des Laufs</translation>
    </message>
    <message>
      <location filename="../../xraydesk/exporting/stored.py" />
      <location filename="../../xraydesk/ui/actions/worklist.py" />
      <location filename="../../xraydesk/ui/worklist/failed_files.py" />
      <source>Declined and failed files</source>
      <translation>Abgelehnte und fehlgeschlagene Dateien</translation>
    </message>
    <message>
      <location filename="../../xraydesk/exporting/stored.py" />
      <source>Reviewed films</source>
      <translation>Befundete Aufnahmen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/exporting/stored.py" />
      <source>Selected lines</source>
      <translation>Ausgewählte Zeilen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/imaging/colours.py" />
      <source>Blue film base</source>
      <translation>Blauer Film</translation>
    </message>
    <message>
      <location filename="../../xraydesk/imaging/colours.py" />
      <source>Grey</source>
      <translation>Grau</translation>
    </message>
    <message>
      <location filename="../../xraydesk/imaging/measure.py" />
      <source>AP film: the heart appears larger than it is</source>
      <translation>ap-Aufnahme: Das Herz erscheint größer, als es ist</translation>
    </message>
    <message>
      <location filename="../../xraydesk/imaging/measure.py" />
      <source>lateral or oblique film: there is no cardiothoracic ratio</source>
      <translation>seitliche oder schräge Aufnahme: kein Herz-Thorax-Quotient</translation>
    </message>
    <message>
      <location filename="../../xraydesk/imaging/measure.py" />
      <source>projection unknown: on an AP film the heart appears larger than it is</source>
      <translation>Strahlengang unbekannt: Auf einer ap-Aufnahme erscheint das Herz größer, als es ist</translation>
    </message>
    <message>
      <location filename="../../xraydesk/imaging/measure.py" />
      <source>the film is stored turned: check the sides</source>
      <translation>Die Aufnahme ist gedreht gespeichert: Seiten prüfen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/imaging/measure.py" />
      <source>the midline is off the middle of the thorax: the patient may be rotated</source>
      <translation>Die Mittellinie liegt nicht in der Mitte des Thorax: Der Patient ist vielleicht verdreht</translation>
    </message>
    <message>
      <location filename="../../xraydesk/imaging/presets.py" />
      <source>Bone</source>
      <translation>Knochen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/imaging/presets.py" />
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Equalised</source>
      <translation>Ausgeglichen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/imaging/presets.py" />
      <source>Lung</source>
      <translation>Lunge</translation>
    </message>
    <message>
      <location filename="../../xraydesk/imaging/presets.py" />
      <source>Mediastinum</source>
      <translation>Mediastinum</translation>
    </message>
    <message>
      <location filename="../../xraydesk/imaging/presets.py" />
      <source>Narrow</source>
      <translation>Schmal</translation>
    </message>
    <message>
      <location filename="../../xraydesk/imaging/presets.py" />
      <source>Soft tissue</source>
      <translation>Weichteile</translation>
    </message>
    <message>
      <location filename="../../xraydesk/imaging/presets.py" />
      <source>Wide</source>
      <translation>Breit</translation>
    </message>
    <message>
      <location filename="../../xraydesk/model/guard.py" />
      <source>unlike the films that this program was tested on: trust its answer less</source>
      <translation>anders als die Aufnahmen, an denen dieses Programm geprüft wurde: der Antwort weniger trauen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/model/quality.py" />
      <source>bright parts are burnt out: their detail is lost</source>
      <translation>helle Bereiche sind ausgebrannt: ihre Einzelheiten sind verloren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/model/quality.py" />
      <source>dark parts are lost in black</source>
      <translation>dunkle Bereiche versinken im Schwarz</translation>
    </message>
    <message>
      <location filename="../../xraydesk/model/quality.py" />
      <source>few pixels: fine detail is missing</source>
      <translation>wenige Pixel: feine Einzelheiten fehlen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/model/quality.py" />
      <source>strong JPEG compression: its blocks can be seen</source>
      <translation>starke JPEG-Kompression: ihre Blöcke sind zu sehen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/model/quality.py" />
      <source>the film is bright as a whole: it may be underexposed</source>
      <translation>die Aufnahme ist insgesamt hell: sie ist vielleicht unterbelichtet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/model/quality.py" />
      <source>the film is dark as a whole: it may be overexposed</source>
      <translation>die Aufnahme ist insgesamt dunkel: sie ist vielleicht überbelichtet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/model/quality.py" />
      <source>the film is tilted</source>
      <translation>die Aufnahme ist verkippt</translation>
    </message>
    <message>
      <location filename="../../xraydesk/model/quality.py" />
      <source>wide borders or tight collimation: a good part of the picture shows nothing</source>
      <translation>breite Ränder oder enge Einblendung: ein guter Teil des Bildes zeigt nichts</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/ai.py" />
      <source>Data sheet: {title}</source>
      <translation>Datenblatt: {title}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/ai.py" />
      <source>Data sheet…</source>
      <translation>Datenblatt…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/ai.py" />
      <source>Model card: {title}</source>
      <translation>Modellkarte: {title}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/ai.py" />
      <source>Reporting map: {title}</source>
      <translation>Berichtsliste: {title}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/ai.py" />
      <source>Reporting map…</source>
      <translation>Berichtsliste…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/ai.py" />
      <source>What was declared</source>
      <translation>Angaben der Befunder</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/bind.py" />
      <source>More tools</source>
      <translation>Weitere Werkzeuge</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/file.py" />
      <source>All files (*);;Radiographs (*.dcm *.dicom *.png *.jpg *.jpeg *.tif *.tiff *.bmp)</source>
      <translation>Alle Dateien (*);;Röntgenaufnahmen (*.dcm *.dicom *.png *.jpg *.jpeg *.tif *.tiff *.bmp)</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/file.py" />
      <source>Open a folder</source>
      <translation>Ordner öffnen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/file.py" />
      <source>Open radiographs</source>
      <translation>Röntgenaufnahmen öffnen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/help.py" />
      <source>A support file is being written already.</source>
      <translation>Eine Supportdatei wird bereits geschrieben.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/help.py" />
      <source>About XRayDesk</source>
      <translation>Über XRayDesk</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/help.py" />
      <source>Keyboard and mouse</source>
      <translation>Tastatur und Maus</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/help.py" />
      <source>Notices</source>
      <translation>Hinweise</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/help.py" />
      <source>Save a support file</source>
      <translation>Supportdatei speichern</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/help.py" />
      <source>Text files (*.txt)</source>
      <translation>Textdateien (*.txt)</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/help.py" />
      <source>User guide</source>
      <translation>Handbuch</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/keymap.py" />
      <source>Tab goes from control to control.</source>
      <translation>Tab geht von Bedienelement zu Bedienelement.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/keymap.py" />
      <source>{key} belongs to “{action}”.</source>
      <translation>{key} gehört zu „{action}“.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/keymap.py" />
      <source>{key} opens the menu “{menu}”.</source>
      <translation>{key} öffnet das Menü „{menu}“.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/output.py" />
      <source>PDF documents (*.pdf)</source>
      <translation>PDF-Dokumente (*.pdf)</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/output.py" />
      <source>PNG pictures (*.png)</source>
      <translation>PNG-Bilder (*.png)</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/output.py" />
      <location filename="../../xraydesk/ui/reading/view_grid.py" />
      <location filename="../../xraydesk/ui/shell/output.py" />
      <location filename="../../xraydesk/ui/view/image_view.py" />
      <source>Radiograph</source>
      <translation>Röntgenaufnahme</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/output.py" />
      <source>Save the page</source>
      <translation>Seite speichern</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/output.py" />
      <source>Save the picture</source>
      <translation>Bild speichern</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/output.py" />
      <source>radiograph</source>
      <translation>roentgenaufnahme</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/screening.py" />
      <source>Screen a folder</source>
      <translation>Einen Ordner durchsehen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/screening.py" />
      <source>Screen again with another model</source>
      <translation>Mit einem anderen Modell erneut durchsehen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/screening.py" />
      <location filename="../../xraydesk/ui/screening/head.py" />
      <source>Watch a folder</source>
      <translation>Einen Ordner beobachten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/screening.py" />
      <source>nothing is being screened</source>
      <translation>es wird nichts durchgesehen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/screening.py" />
      <source>there is no other model at hand to screen with</source>
      <translation>es ist kein anderes Modell zum Durchsehen da</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/screening.py" />
      <source>there is no screening to go on with</source>
      <translation>es gibt keinen Durchlauf, der fortgesetzt werden könnte</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/screening.py" />
      <source>there is no screening to make again</source>
      <translation>es gibt keinen Durchlauf, der wiederholt werden könnte</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>&amp;AI</source>
      <translation>&amp;KI</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>&amp;Go</source>
      <translation>&amp;Gehe zu</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>&amp;Help</source>
      <translation>&amp;Hilfe</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>&amp;Studies</source>
      <translation>&amp;Untersuchungen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>&amp;Window/level</source>
      <translation>Fe&amp;nster/Lage</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>A fainter heatmap.</source>
      <translation>Die Heatmap schwächer zeigen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>A film beside its newest prior, or alone.</source>
      <translation>Eine Aufnahme neben ihrer neuesten Voraufnahme, oder allein.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>A lens that follows the pointer, also for as long as the key is held; the wheel enlarges more or less.</source>
      <translation>Eine Lupe am Zeiger, auch solange die Taste gehalten wird; das Rad vergrößert mehr oder weniger.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>A stronger heatmap.</source>
      <translation>Die Heatmap stärker zeigen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>A window from the grey values of the film.</source>
      <translation>Ein Fenster aus den Grauwerten der Aufnahme.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>About XRayDesk…</source>
      <translation>Über XRayDesk…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Accept the chosen finding</source>
      <translation>Gewählten Befund annehmen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Actual pixels (1:1)</source>
      <translation>Pixelgenau (1:1)</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>All tools and commands of this menu.</source>
      <translation>Alle Werkzeuge und Befehle dieses Menüs.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>All, fewer or no texts in the picture.</source>
      <translation>Alle, weniger oder keine Texte im Bild.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <source>Angle</source>
      <translation>Winkel</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Another way of showing where the model looked.</source>
      <translation>Auf eine andere Weise zeigen, wohin das Modell sah.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Area and values inside; with Shift a circle.</source>
      <translation>Fläche und Werte darin; mit Umschalt ein Kreis.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Area and values inside; with Shift a square.</source>
      <translation>Fläche und Werte darin; mit Umschalt ein Quadrat.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Arrow keys go through the images again.</source>
      <translation>Die Pfeiltasten gehen wieder durch die Bilder.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Arrow keys go through the strip.</source>
      <translation>Die Pfeiltasten gehen durch die Leiste.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Arrow with text</source>
      <translation>Pfeil mit Text</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Automatic window</source>
      <translation>Automatisches Fenster</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Automatic, with prior</source>
      <translation>Automatisch, mit Voraufnahme</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Begin no further film, or go on with the next.</source>
      <translation>Keine weitere Aufnahme beginnen, oder mit der nächsten fortfahren.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Bone: 50 to 115 %</source>
      <translation>Knochen: 50 bis 115 %</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Brighter</source>
      <translation>Heller</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Brighter.</source>
      <translation>Heller.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Calibrate by a known length</source>
      <translation>An bekannter Länge kalibrieren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Cancel the screening</source>
      <translation>Durchlauf abbrechen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <source>Cardiothoracic ratio</source>
      <translation>Herz-Thorax-Quotient</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Change the window of films side by side together.</source>
      <translation>Das Fenster nebeneinander gezeigter Aufnahmen gemeinsam ändern.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Choose among what the file offers, by its names.</source>
      <translation>Unter dem wählen, was die Datei mit Namen anbietet.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/worklist/filter_bar.py" />
      <source>Clear the filter</source>
      <translation>Filter leeren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Click a pixel to note its value.</source>
      <translation>Ein Pixel anklicken, um seinen Wert festzuhalten.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Click and write.</source>
      <translation>Klicken und schreiben.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Close all</source>
      <translation>Alle schließen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Close every opened file.</source>
      <translation>Alle geöffneten Dateien schließen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/studies/outline_view.py" />
      <source>Close every patient</source>
      <translation>Alle Patienten zuklappen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <source>Cobb angle</source>
      <translation>Cobb-Winkel</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Colours of the film…</source>
      <translation>Farben der Aufnahme…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Colours, contour lines, both</source>
      <translation>Farben, Höhenlinien, beides</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Compute or cancel the explanation</source>
      <translation>Erklärung berechnen oder abbrechen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Copy measurements</source>
      <translation>Messungen kopieren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Copy picture</source>
      <translation>Bild kopieren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Corner texts</source>
      <translation>Texte in den Ecken</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Correct the chosen finding</source>
      <translation>Gewählten Befund korrigieren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Counts by status and label, and how far readers and model agree.</source>
      <translation>Zahlen nach Status und Klasse, und wie weit Befunder und Modell übereinstimmen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Ctrl + wheel</source>
      <translation>Strg + Rad</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Dark to middle values; a lung window in Hounsfield units where the file has them.</source>
      <translation>Dunkle bis mittlere Werte; ein Lungenfenster in Hounsfield-Einheiten, wenn die Datei sie hat.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Darker</source>
      <translation>Dunkler</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Darker.</source>
      <translation>Dunkler.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Declined and failed files…</source>
      <translation>Abgelehnte und fehlgeschlagene Dateien …</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Delete all annotations</source>
      <translation>Alle Zeichnungen löschen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Delete annotation</source>
      <translation>Zeichnung löschen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Delete everything drawn on this image; Undo brings it back.</source>
      <translation>Alles auf diesem Bild Gezeichnete löschen; Rückgängig bringt es zurück.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Delete the selected annotation.</source>
      <translation>Die gewählte Zeichnung löschen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Double click</source>
      <translation>Doppelklick</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Double click an annotation</source>
      <translation>Doppelklick auf eine Zeichnung</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Drag a line; with Shift it keeps to every 45°.</source>
      <translation>Eine Linie ziehen; mit Umschalt in Schritten von 45°.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Drag a thumbnail onto a view</source>
      <translation>Vorschaubild auf eine Ansicht ziehen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Drag along something of known length, then write how long it is.</source>
      <translation>Entlang von etwas bekannter Länge ziehen, dann die Länge eingeben.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Drag an annotation</source>
      <translation>Eine Zeichnung ziehen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Drag from the end of an arm to the vertex, then click.</source>
      <translation>Vom Ende eines Schenkels zum Scheitel ziehen, dann klicken.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Drag from what is meant, then write.</source>
      <translation>Von dem weg ziehen, was gemeint ist, dann schreiben.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Drag the midline, the heart and the thorax.</source>
      <translation>Mittellinie, Herz und Thorax ziehen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Drag two lines; the smaller angle is measured.</source>
      <translation>Zwei Linien ziehen; gemessen wird der kleinere Winkel.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <source>Ellipse</source>
      <translation>Ellipse</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Enlarge.</source>
      <translation>Vergrößern.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Enter with a measuring tool</source>
      <translation>Eingabetaste mit einem Messwerkzeug</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Every element of the file on screen, to look through and to search.</source>
      <translation>Alle Elemente der gezeigten Datei, zum Durchsehen und Durchsuchen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Every file of the run without an answer, and why.</source>
      <translation>Jede Datei des Laufs ohne Antwort, mit Grund.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Every file that could not be shown, and why.</source>
      <translation>Jede Datei, die nicht gezeigt werden konnte, und warum.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Every key and gesture.</source>
      <translation>Alle Tasten und Mausgesten.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Everything but the extremes.</source>
      <translation>Alles außer den Extremen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Everything that can be set.</source>
      <translation>Alles, was sich einstellen lässt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Everything that readers declared of this film.</source>
      <translation>Alles, was Befunder zu dieser Aufnahme angegeben haben.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Exchange black and white.</source>
      <translation>Schwarz und Weiß vertauschen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Exchange left and right; the side letters follow.</source>
      <translation>Links und rechts vertauschen; die Seitenbezeichnungen folgen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Exchange top and bottom; the side letters follow.</source>
      <translation>Oben und unten vertauschen; die Seitenbezeichnungen folgen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Export the run…</source>
      <translation>Lauf exportieren …</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Fewer frames per second.</source>
      <translation>Weniger Bilder pro Sekunde.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Figures of the run…</source>
      <translation>Zahlen des Laufs …</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Fil&amp;e</source>
      <translation>D&amp;atei</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/studies/outline_view.py" />
      <source>File contents…</source>
      <translation>Inhalt der Datei…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Files that failed or hold no image are not listed; the notices name them.</source>
      <translation>Fehlerhafte Dateien und solche ohne Bild werden nicht aufgelistet; die Hinweise nennen sie.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Find in the study list…</source>
      <translation>In der Untersuchungsliste suchen…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>First frame</source>
      <translation>Erstes Einzelbild</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>First image</source>
      <translation>Erstes Bild</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>First window of the file</source>
      <translation>Erstes Fenster der Datei</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Fit to view</source>
      <translation>Einpassen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Flip</source>
      <translation>Spiegeln</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Flip upside down</source>
      <translation>Auf den Kopf spiegeln</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>For a verdict on all that are listed.</source>
      <translation>Für ein Urteil über alles, was in der Liste steht.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <source>Freehand region</source>
      <translation>Freihandregion</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Give actions other keys, or choose another profile.</source>
      <translation>Befehlen andere Tasten geben oder ein anderes Profil wählen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/screening/head.py" />
      <source>Go on with this screening</source>
      <translation>Diesen Durchlauf fortsetzen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Have a declined film scored although the guard advises against it; this is stored with your name.</source>
      <translation>Eine abgelehnte Aufnahme bewerten lassen, obwohl der Wächter abrät; das wird mit Ihrem Namen gespeichert.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Heatmap on or off.</source>
      <translation>Heatmap ein oder aus.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Hide annotations</source>
      <translation>Zeichnungen ausblenden</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Hide patient data</source>
      <translation>Patientendaten ausblenden</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Hide what the model says until you have looked at the film.</source>
      <translation>Verbergen, was das Modell sagt, bis Sie die Aufnahme angesehen haben.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Hold the button and go round.</source>
      <translation>Die Maustaste halten und umfahren.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>How the heatmap is drawn.</source>
      <translation>Wie die Heatmap gezeichnet wird.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>How to work with it, and the guides it leads to.</source>
      <translation>Wie man damit arbeitet, und die Seiten, zu denen das führt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>I&amp;mage</source>
      <translation>&amp;Bild</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Invert</source>
      <translation>Invertieren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Judge the probabilities by another operating point.</source>
      <translation>Die Wahrscheinlichkeiten nach einem anderen Arbeitspunkt beurteilen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Key image</source>
      <translation>Schlüsselbild</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Keyboard and mouse…</source>
      <translation>Tastatur und Maus…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/shell/settings_dialog.py" />
      <source>Keyboard shortcuts…</source>
      <translation>Tastenkürzel…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Keyboard to the film</source>
      <translation>Tastatur zur Aufnahme</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Keyboard to the findings</source>
      <translation>Tastatur zu den Befunden</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Keyboard to the opened files</source>
      <translation>Tastatur zu den geöffneten Dateien</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>La&amp;yout</source>
      <translation>La&amp;yout</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Last frame</source>
      <translation>Letztes Einzelbild</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Last image</source>
      <translation>Letztes Bild</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Leave XRayDesk.</source>
      <translation>XRayDesk beenden.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Leave out everything that names the patient.</source>
      <translation>Alles weglassen, was den Patienten nennt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Left drag</source>
      <translation>Ziehen mit links</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Left drag changes window and level: right is wider, up is brighter.</source>
      <translation>Ziehen mit links ändert Fenster und Lage: rechts breiter, oben heller.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Left drag goes through the images.</source>
      <translation>Ziehen mit links geht durch die Bilder.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Left drag moves the film.</source>
      <translation>Ziehen mit links verschiebt die Aufnahme.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Left drag zooms: up enlarges.</source>
      <translation>Ziehen mit links zoomt: nach oben vergrößert.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <location filename="../../xraydesk/ui/studies/tag_model.py" />
      <source>Length</source>
      <translation>Länge</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Less contrast.</source>
      <translation>Weniger Kontrast.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Less opaque</source>
      <translation>Weniger deckend</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Let enlarged pixels run into each other, or show them as they are.</source>
      <translation>Vergrößerte Pixel ineinander übergehen lassen oder zeigen, wie sie sind.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>List every film of the run.</source>
      <translation>Jede Aufnahme des Laufs zeigen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>List of measurements</source>
      <translation>Liste der Messungen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>List patients only.</source>
      <translation>Nur die Patienten auflisten.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>List the studies and images of every patient.</source>
      <translation>Die Untersuchungen und Bilder aller Patienten auflisten.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Look for a patient, ID, date, description or view.</source>
      <translation>Nach Patient, ID, Datum, Beschreibung oder Projektion suchen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Lung: 0 to 80 % of the film's range</source>
      <translation>Lunge: 0 bis 80 % des Wertebereichs</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Magnifier</source>
      <translation>Lupe</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Make the change again.</source>
      <translation>Die Änderung wiederholen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Make the next view the active one.</source>
      <translation>Die nächste Ansicht aktivieren.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Make the view before the active one.</source>
      <translation>Die vorige Ansicht aktivieren.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Mark this image, or take its mark away.</source>
      <translation>Dieses Bild markieren oder die Markierung entfernen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Maximise the active view</source>
      <translation>Aktive Ansicht maximieren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Maximise the view</source>
      <translation>Ansicht maximieren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Maximise the view, and back</source>
      <translation>Ansicht maximieren und zurück</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Meas&amp;ure</source>
      <translation>&amp;Messen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Measure by what the file says again.</source>
      <translation>Wieder nach den Angaben der Datei messen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Measuring tools…</source>
      <translation>Messwerkzeuge…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Mediastinum: 35 to 105 %</source>
      <translation>Mediastinum: 35 bis 105 %</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Menu</source>
      <translation>Menü</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Middle drag</source>
      <translation>Ziehen mit der Mitte</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Middle to bright values.</source>
      <translation>Mittlere bis helle Werte.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/findings/findings_panel.py" />
      <source>Model card…</source>
      <translation>Modellkarte…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>More contrast.</source>
      <translation>Mehr Kontrast.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>More frames per second.</source>
      <translation>Mehr Bilder pro Sekunde.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>More opaque</source>
      <translation>Deckender</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Move down</source>
      <translation>Nach unten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Move it; at an end or a corner reshape it, with Shift straight or square; move its label</source>
      <translation>Verschieben; an Ende oder Ecke umformen, mit Umschalt gerade oder quadratisch; Beschriftung versetzen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Move left</source>
      <translation>Nach links</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Move right</source>
      <translation>Nach rechts</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Move the film</source>
      <translation>Aufnahme verschieben</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Move the film down.</source>
      <translation>Die Aufnahme nach unten verschieben.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Move the film to the left.</source>
      <translation>Die Aufnahme nach links verschieben.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Move the film to the right.</source>
      <translation>Die Aufnahme nach rechts verschieben.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Move the film up.</source>
      <translation>Die Aufnahme nach oben verschieben.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Move up</source>
      <translation>Nach oben</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Narrow: 25 to 75 %</source>
      <translation>Schmal: 25 bis 75 %</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Narrower</source>
      <translation>Schmaler</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Newer prior</source>
      <translation>Neuere Voraufnahme</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Next and previous frame or image; with the magnifier, enlarge more or less</source>
      <translation>Nächstes und voriges Einzelbild oder Bild; mit der Lupe mehr oder weniger vergrößern</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Next annotation</source>
      <translation>Nächste Zeichnung</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Next class</source>
      <translation>Nächste Klasse</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Next colour map</source>
      <translation>Nächste Farbskala</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Next explainer</source>
      <translation>Nächstes Erklärverfahren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Next frame</source>
      <translation>Nächstes Einzelbild</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Next image</source>
      <translation>Nächstes Bild</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Next operating point</source>
      <translation>Nächster Arbeitspunkt</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Next patient</source>
      <translation>Nächster Patient</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Next series</source>
      <translation>Nächste Serie</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Next study</source>
      <translation>Nächste Untersuchung</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Next unreviewed film</source>
      <translation>Nächste nicht beurteilte Aufnahme</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Next view</source>
      <translation>Nächste Ansicht</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Note on the chosen films…</source>
      <translation>Notiz zu den gewählten Aufnahmen …</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Nothing black, nothing white.</source>
      <translation>Nichts schwarz, nichts weiß.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Notices…</source>
      <translation>Hinweise…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Older prior</source>
      <translation>Ältere Voraufnahme</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>One sample of the film on one pixel of the screen.</source>
      <translation>Ein Bildpunkt der Aufnahme auf einem Pixel des Bildschirms.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>One view.</source>
      <translation>Eine Ansicht.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Only the film, or everything again.</source>
      <translation>Nur die Aufnahme, oder wieder alles.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Open a synthetic chest that is no patient.</source>
      <translation>Einen künstlichen Thorax öffnen, der kein Patient ist.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/studies/outline_view.py" />
      <source>Open every patient</source>
      <translation>Alle Patienten aufklappen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Open every radiograph in a folder.</source>
      <translation>Alle Röntgenaufnahmen eines Ordners öffnen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/shell/start_page.py" />
      <source>Open files…</source>
      <translation>Dateien öffnen…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/shell/start_page.py" />
      <source>Open folder…</source>
      <translation>Ordner öffnen…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Open one or more radiographs.</source>
      <translation>Eine oder mehrere Röntgenaufnahmen öffnen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Open the chosen film</source>
      <translation>Gewählte Aufnahme öffnen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/shell/start_page.py" />
      <source>Open the sample phantom</source>
      <translation>Beispielphantom öffnen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Other colours for the heatmap.</source>
      <translation>Andere Farben für die Heatmap.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Overlays of the file</source>
      <translation>Overlays der Datei</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Pan tool</source>
      <translation>Werkzeug Verschieben</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Patients, studies, series and images in place of the strip.</source>
      <translation>Patienten, Untersuchungen, Serien und Bilder anstelle der Leiste.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Pause the screening, or go on</source>
      <translation>Durchlauf anhalten oder fortsetzen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <source>Pixel value</source>
      <translation>Pixelwert</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Play faster</source>
      <translation>Schneller abspielen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Play or stop</source>
      <translation>Abspielen oder anhalten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Play slower</source>
      <translation>Langsamer abspielen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Previous annotation</source>
      <translation>Vorige Zeichnung</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Previous class</source>
      <translation>Vorige Klasse</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Previous frame</source>
      <translation>Voriges Einzelbild</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Previous image</source>
      <translation>Voriges Bild</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Previous patient</source>
      <translation>Voriger Patient</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Previous series</source>
      <translation>Vorige Serie</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Previous study</source>
      <translation>Vorige Untersuchung</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Previous view</source>
      <translation>Vorige Ansicht</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Print the picture as it is shown.</source>
      <translation>Das Bild drucken, wie es gezeigt wird.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/shell/print_dialog.py" />
      <source>Print…</source>
      <translation>Drucken…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Put the measurements on the clipboard as a table.</source>
      <translation>Die Messungen als Tabelle in die Zwischenablage legen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Put the picture as it is shown on the clipboard.</source>
      <translation>Das Bild, wie es gezeigt wird, in die Zwischenablage legen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Quit</source>
      <translation>Beenden</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Read the film of the chosen line; Next and Previous then follow the list. Enter in the list does the same.</source>
      <translation>Die Aufnahme der gewählten Zeile befunden; Vor und Zurück folgen dann der Liste. Die Eingabetaste in der Liste tut dasselbe.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <source>Rectangle</source>
      <translation>Rechteck</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Redo</source>
      <translation>Wiederholen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Reduce.</source>
      <translation>Verkleinern.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Reject the chosen finding</source>
      <translation>Gewählten Befund ablehnen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Remove the calibration by hand</source>
      <translation>Kalibrierung von Hand entfernen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Reset the view</source>
      <translation>Ansicht zurücksetzen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/findings/first_look.py" />
      <source>Reveal the answer</source>
      <translation>Antwort aufdecken</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Right click</source>
      <translation>Rechtsklick</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Right drag</source>
      <translation>Ziehen mit rechts</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Rotate left</source>
      <translation>Nach links drehen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Rotate right</source>
      <translation>Nach rechts drehen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Run through the frames, or stay at this one.</source>
      <translation>Durch die Einzelbilder laufen oder bei diesem bleiben.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Save a page with the picture as it is shown.</source>
      <translation>Eine Seite mit dem Bild speichern, wie es gezeigt wird.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Save a support file…</source>
      <translation>Supportdatei speichern…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/shell/print_dialog.py" />
      <source>Save as PDF…</source>
      <translation>Als PDF speichern…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Save picture as PNG…</source>
      <translation>Bild als PNG speichern…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Save the picture as it is shown, with what is drawn and written over it.</source>
      <translation>Das Bild speichern, wie es gezeigt wird, mit allem, was darüber gezeichnet und geschrieben ist.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Say what it is instead.</source>
      <translation>Angeben, was es stattdessen ist.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/findings/advice.py" />
      <source>Score all the same</source>
      <translation>Trotzdem bewerten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Score every film in a folder; the worklist fills while that goes on.</source>
      <translation>Jede Aufnahme eines Ordners bewerten; die Arbeitsliste füllt sich währenddessen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Score the films of the worklist's screening with another model; old and new answers stay.</source>
      <translation>Die Aufnahmen dieses Durchlaufs mit einem anderen Modell bewerten; alte und neue Antworten bleiben.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Screen a folder…</source>
      <translation>Ordner durchsehen …</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Screen again with another model…</source>
      <translation>Mit anderem Modell erneut durchsehen …</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Screen what still waits in the run that the worklist shows.</source>
      <translation>Durchsehen, was im gezeigten Durchlauf der Arbeitsliste noch wartet.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Screen whatever comes into a folder, until this is switched off.</source>
      <translation>Alles durchsehen, was in einen Ordner kommt, bis es ausgeschaltet wird.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Scroll tool</source>
      <translation>Werkzeug Blättern</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Second window of the file</source>
      <translation>Zweites Fenster der Datei</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Select every line</source>
      <translation>Alle Zeilen auswählen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Select the annotation before.</source>
      <translation>Die vorige Zeichnung wählen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Select the next annotation.</source>
      <translation>Die nächste Zeichnung wählen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Set a point at the pointer; arrow keys move it, Backspace takes the last one back</source>
      <translation>Einen Punkt am Zeiger setzen; Pfeiltasten bewegen ihn, die Rücktaste nimmt den letzten zurück</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Settings…</source>
      <translation>Einstellungen…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Show grey values in colours, with a scale beside the film.</source>
      <translation>Grauwerte in Farben zeigen, mit einer Skala neben der Aufnahme.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Show that film there</source>
      <translation>Diese Aufnahme dort zeigen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Show the film without what was drawn.</source>
      <translation>Die Aufnahme ohne das Gezeichnete zeigen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Show the prior after the one beside the film.</source>
      <translation>Die Voraufnahme nach der neben der Aufnahme zeigen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Show the prior before the one beside the film.</source>
      <translation>Die Voraufnahme vor der neben der Aufnahme zeigen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Show the whole film.</source>
      <translation>Die ganze Aufnahme zeigen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Show what the file draws over its picture, or leave it out.</source>
      <translation>Zeigen oder weglassen, was die Datei über ihr Bild zeichnet.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Show what the model says of this film, while it is hidden.</source>
      <translation>Zeigen, was das Modell zu dieser Aufnahme sagt, solange es verborgen ist.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Show what was drawn in a list beside the film.</source>
      <translation>Das Gezeichnete in einer Liste neben der Aufnahme zeigen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Smooth above 1:1</source>
      <translation>Über 1:1 glätten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Soft tissue: 20 to 95 %</source>
      <translation>Weichteile: 20 bis 95 %</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Start the chosen explainer for this film and class, or stop it.</source>
      <translation>Das gewählte Erklärverfahren für diese Aufnahme und Klasse starten oder abbrechen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Steps of grey where the film has many values.</source>
      <translation>Graustufen dort, wo die Aufnahme viele Werte hat.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Study list</source>
      <translation>Untersuchungsliste</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Tab goes through the findings panel.</source>
      <translation>Tab geht durch das Befundfeld.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Take back the verdict</source>
      <translation>Urteil zurücknehmen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Take back what was declared last about the chosen finding.</source>
      <translation>Zurücknehmen, was zuletzt über den gewählten Befund angegeben wurde.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Take the last change of the film's annotations back.</source>
      <translation>Die letzte Änderung an den Zeichnungen der Aufnahme zurücknehmen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/measure/easel.py" />
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <source>Text</source>
      <translation>Text</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Text or name…</source>
      <translation>Text oder Name…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The active view alone, or all of them again.</source>
      <translation>Die aktive Ansicht allein, oder wieder alle.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The bright half.</source>
      <translation>Die helle Hälfte.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The chosen finding does not hold for this film; again takes it back.</source>
      <translation>Der gewählte Befund trifft auf diese Aufnahme nicht zu; noch einmal nimmt es zurück.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The chosen finding holds for this film; again takes it back.</source>
      <translation>Der gewählte Befund trifft auf diese Aufnahme zu; noch einmal nimmt es zurück.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The film twice: on the left alone, on the right with the heatmap; again for the layout before.</source>
      <translation>Die Aufnahme zweimal: links allein, rechts mit der Heatmap; noch einmal für das vorige Layout.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The films of a screening run; again for the page before.</source>
      <translation>Die Aufnahmen eines Durchlaufs; noch einmal für die Seite davor.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The first frame.</source>
      <translation>Das erste Einzelbild.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The first image of the next patient.</source>
      <translation>Das erste Bild des nächsten Patienten.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The first image of the next series.</source>
      <translation>Das erste Bild der nächsten Serie.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The first image of the next study.</source>
      <translation>Das erste Bild der nächsten Untersuchung.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The first image of the patient before.</source>
      <translation>Das erste Bild des vorigen Patienten.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The first image of the series before.</source>
      <translation>Das erste Bild der vorigen Serie.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The first image of the study before.</source>
      <translation>Das erste Bild der vorigen Untersuchung.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The first readable file.</source>
      <translation>Die erste lesbare Datei.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The frame before.</source>
      <translation>Das vorige Einzelbild.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The heatmap of the class before.</source>
      <translation>Die Heatmap der vorigen Klasse.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The heatmap of the next class.</source>
      <translation>Die Heatmap der nächsten Klasse.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The last frame.</source>
      <translation>Das letzte Einzelbild.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The last readable file.</source>
      <translation>Die letzte lesbare Datei.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The middle of the range.</source>
      <translation>Die Mitte des Wertebereichs.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The next film of the worklist that nobody has reviewed: chosen in the list, opened on the reading page.</source>
      <translation>Die nächste Aufnahme der Arbeitsliste, die niemand beurteilt hat: in der Liste gewählt, auf der Befundseite geöffnet.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The next frame.</source>
      <translation>Das nächste Einzelbild.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The next readable file.</source>
      <translation>Die nächste lesbare Datei.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The readable file before.</source>
      <translation>Die vorige lesbare Datei.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The strip shows the images of the study on screen, or all of them.</source>
      <translation>Die Leiste zeigt die Bilder der gezeigten Untersuchung, oder alle.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The window or table that the file offers first.</source>
      <translation>Das Fenster oder die Tabelle, die die Datei zuerst anbietet.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>The window or table that the file offers second.</source>
      <translation>Das Fenster oder die Tabelle, die die Datei an zweiter Stelle anbietet.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Thumbnails of this study only</source>
      <translation>Nur Vorschaubilder dieser Untersuchung</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Triage order</source>
      <translation>Triage-Reihenfolge</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Turn by 90° to the left.</source>
      <translation>Um 90° nach links drehen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Turn by 90° to the right.</source>
      <translation>Um 90° nach rechts drehen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Two rows of two views.</source>
      <translation>Zwei Reihen mit je zwei Ansichten.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Two runs side by side…</source>
      <translation>Zwei Läufe nebeneinander …</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Two views side by side.</source>
      <translation>Zwei Ansichten nebeneinander.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/findings/reading_box.py" />
      <source>Undo</source>
      <translation>Rückgängig</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>User guide…</source>
      <translation>Handbuch…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Version, licence and purpose.</source>
      <translation>Version, Lizenz und Zweck.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Versions, self-test, counts and times for whoever helps you; nothing of a patient.</source>
      <translation>Versionen, Selbsttest, Anzahlen und Zeiten für den, der Ihnen hilft; nichts von Patienten.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/screening/head.py" />
      <source>Watch a folder…</source>
      <translation>Ordner beobachten …</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>What another run or another model said of the same films.</source>
      <translation>Was ein anderer Lauf oder ein anderes Modell über dieselben Aufnahmen sagt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>What is done stays in the worklist, which can go on with the rest.</source>
      <translation>Was fertig ist, bleibt in der Arbeitsliste; der Rest kann dort fortgesetzt werden.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>What is least normal first, and before it what waits too long.</source>
      <translation>Was am wenigsten normal ist zuerst, und davor, was zu lange wartet.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>What the model is for, its results and its limits.</source>
      <translation>Wofür das Modell da ist, seine Ergebnisse und seine Grenzen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>What was declared…</source>
      <translation>Angaben der Befunder…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>What was done to the film from the file to the screen.</source>
      <translation>Was mit der Aufnahme von der Datei bis zum Bildschirm geschehen ist.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Wheel</source>
      <translation>Rad</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Why does it look like this?…</source>
      <translation>Warum sieht es so aus?…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Wide: −35 to 135 %</source>
      <translation>Breit: −35 bis 135 %</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Wider</source>
      <translation>Breiter</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Window, zoom and turn as the file says.</source>
      <translation>Fenster, Zoom und Drehung wie in der Datei.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Window/level tool</source>
      <translation>Werkzeug Fenster/Lage</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Window/level: right wider, up brighter (or the chosen tool)</source>
      <translation>Fenster/Lage: rechts breiter, oben heller (oder das gewählte Werkzeug)</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Windows and tables of the file…</source>
      <translation>Fenster und Tabellen der Datei…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Wor&amp;klist</source>
      <translation>Arb&amp;eitsliste</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <location filename="../../xraydesk/ui/worklist/in_window.py" />
      <location filename="../../xraydesk/ui/worklist/line_table.py" />
      <source>Worklist</source>
      <translation>Arbeitsliste</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Write its text or its name</source>
      <translation>Ihren Text oder Namen schreiben</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Write something that stays with the films.</source>
      <translation>Etwas schreiben, das bei den Aufnahmen bleibt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Write the run, or the chosen lines, as a table, a page, pictures or a manifest.</source>
      <translation>Den Lauf oder die gewählten Zeilen als Tabelle, Seite, Bilder oder Manifest schreiben.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Write the text of the selected annotation, or give it a name.</source>
      <translation>Den Text der gewählten Zeichnung schreiben oder ihr einen Namen geben.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Zoom and move films side by side together, at one scale.</source>
      <translation>Nebeneinander gezeigte Aufnahmen gemeinsam und in einem Maßstab vergrößern und verschieben.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Zoom at the pointer</source>
      <translation>Zoom am Zeiger</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Zoom in</source>
      <translation>Vergrößern</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Zoom out</source>
      <translation>Verkleinern</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Zoom tool</source>
      <translation>Werkzeug Zoom</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/table.py" />
      <source>Zoom: up enlarges</source>
      <translation>Zoom: nach oben vergrößert</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/worklist.py" />
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>Figures of the run</source>
      <translation>Zahlen des Laufs</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/worklist.py" />
      <location filename="../../xraydesk/ui/worklist/commands.py" />
      <source>No line is selected.</source>
      <translation>Keine Zeile ist ausgewählt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/worklist.py" />
      <source>There is no run to export yet.</source>
      <translation>Es gibt noch keinen Lauf zum Exportieren.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/actions/worklist.py" />
      <source>Two runs side by side</source>
      <translation>Zwei Läufe nebeneinander</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/app.py" />
      <source>A defect of XRayDesk ({kind} in {place}). Your files are unharmed.</source>
      <translation>Ein Fehler in XRayDesk ({kind} in {place}). Ihre Dateien sind unversehrt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/app.py" />
      <source>an unknown place</source>
      <translation>unbekannter Stelle</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/desk/item.py" />
      <location filename="../../xraydesk/ui/worklist/line.py" />
      <source>AI hidden</source>
      <translation>KI verborgen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/desk/item.py" />
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <location filename="../../xraydesk/ui/worklist/line.py" />
      <source>abstained</source>
      <translation>enthält sich</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/desk/item.py" />
      <source>analysed</source>
      <translation>ausgewertet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/desk/item.py" />
      <location filename="../../xraydesk/ui/worklist/line.py" />
      <source>declined</source>
      <translation>abgelehnt</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/desk/item.py" />
      <location filename="../../xraydesk/ui/worklist/line.py" />
      <source>failed</source>
      <translation>fehlerhaft</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/desk/item.py" />
      <source>no finding</source>
      <translation>kein Befund</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/desk/item.py" />
      <source>no image</source>
      <translation>kein Bild</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/desk/item.py" />
      <source>not analysed</source>
      <translation>nicht ausgewertet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/desk/item.py" />
      <source>pending</source>
      <translation>wartet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/desk/items.py" />
      <location filename="../../xraydesk/ui/worklist/failed_files.py" />
      <location filename="../../xraydesk/ui/worklist/line.py" />
      <location filename="../../xraydesk/ui/worklist/side_by_side.py" />
      <source>File {number}</source>
      <translation>Datei {number}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/desk/items.py" />
      <location filename="../../xraydesk/ui/worklist/line.py" />
      <source>reviewed</source>
      <translation>befundet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/desk/opened_files.py" />
      <source>there is no file to open here</source>
      <translation>hier gibt es keine Datei zu öffnen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/advice.py" />
      <source>Scored against the guard’s advice: {reason}</source>
      <translation>Gegen den Rat des Wächters bewertet: {reason}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/advice.py" />
      <source>Why (may stay empty)</source>
      <translation>Warum (darf leer bleiben)</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/advice.py" />
      <source>Why it is to be scored all the same</source>
      <translation>Warum sie trotzdem bewertet werden soll</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/advice.py" />
      <source>Your name, the time and the reason are stored.</source>
      <translation>Ihr Name, die Zeit und der Grund werden gespeichert.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/advice.py" />
      <source>hints on the film</source>
      <translation>Hinweise zur Aufnahme</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/advice.py" />
      <source>scored against the guard’s advice</source>
      <translation>gegen den Rat des Wächters bewertet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/answer_list.py" />
      <source>Findings of the model</source>
      <translation>Befunde des Modells</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/answer_words.py" />
      <source>Answer: {label}</source>
      <translation>Antwort: {label}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/answer_words.py" />
      <source>Classes that cannot be ruled out. Among films like those that set this rule, the right class is one of them in at least {percent} %. One class is an answer; several or none are not.</source>
      <translation>Klassen, die nicht auszuschließen sind. Bei Aufnahmen wie denen, die diese Regel festlegten, ist die richtige Klasse in mindestens {percent} % darunter. Eine Klasse ist eine Antwort; mehrere oder keine sind es nicht.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/answer_words.py" />
      <source>No class reaches its operating point.</source>
      <translation>Keine Klasse erreicht ihren Arbeitspunkt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/answer_words.py" />
      <source>No finding reaches its operating point.</source>
      <translation>Kein Befund erreicht seinen Arbeitspunkt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>A class that cannot be ruled out is in the set of a film; one class is an answer, several or none are not. The right class should be in the set of {promised} % of the films.</source>
      <translation>Eine Klasse, die nicht auszuschließen ist, gehört zur Menge einer Aufnahme; eine Klasse ist eine Antwort, mehrere oder keine sind es nicht. Die richtige Klasse sollte bei {promised} % der Aufnahmen in der Menge sein.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>AUROC of every shortcut:</source>
      <translation>AUROC jeder Abkürzung:</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Abstention</source>
      <translation>Enthaltung</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Accuracy</source>
      <translation>Genauigkeit</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>All sources together</source>
      <translation>Alle Quellen zusammen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Answered</source>
      <translation>Beantwortet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Answers that would do harm:</source>
      <translation>Antworten, die schaden würden:</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Balanced accuracy</source>
      <translation>Ausgewogene Genauigkeit</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Best shortcut</source>
      <translation>Beste Abkürzung</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Brier score</source>
      <translation>Brier-Wert</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>By</source>
      <translation>Nach</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <source>Calibration</source>
      <translation>Kalibrierung</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Class</source>
      <translation>Klasse</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Contrast</source>
      <translation>Vergleich</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Expected calibration error</source>
      <translation>Erwarteter Kalibrierungsfehler</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Films</source>
      <translation>Aufnahmen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Films with / without</source>
      <translation>Aufnahmen mit / ohne</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>From</source>
      <translation>Ab</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Further results</source>
      <translation>Weitere Ergebnisse</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Gap</source>
      <translation>Abstand</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Group</source>
      <translation>Gruppe</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Groups of patients</source>
      <translation>Gruppen von Patienten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Inside one source</source>
      <translation>Innerhalb einer Quelle</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Mean AUROC</source>
      <translation>Mittlere AUROC</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Normals read by radiologists, called normal</source>
      <translation>Von Radiologen befundete Normale, normal genannt</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Of</source>
      <translation>Von</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Operating points</source>
      <translation>Arbeitspunkte</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Other findings, called covid19</source>
      <translation>Andere Befunde, covid19 genannt</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Right class in the set</source>
      <translation>Richtige Klasse in der Menge</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Right when answered</source>
      <translation>Richtig, wenn beantwortet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>STAYS: it does not show what was learned</source>
      <translation>BLEIBT: sie zeigt nicht, was gelernt wurde</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Sensitivity</source>
      <translation>Sensitivität</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Sensitivity at specificity 0.90</source>
      <translation>Sensitivität bei Spezifität 0,90</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Share of the evidence inside the lungs</source>
      <translation>Anteil der Hinweise innerhalb der Lungen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Shortcut</source>
      <translation>Abkürzung</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Source</source>
      <translation>Quelle</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Specificity</source>
      <translation>Spezifität</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Specificity at sensitivity 0.90</source>
      <translation>Spezifität bei Sensitivität 0,90</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Temperature {value}, fitted on {films}. Below: the calibration error within each source.</source>
      <translation>Temperatur {value}, angepasst an: {films}. Darunter: der Kalibrierungsfehler innerhalb jeder Quelle.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>The likeliest class, by source:</source>
      <translation>Die wahrscheinlichste Klasse, nach Quelle:</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>The same, class by class</source>
      <translation>Dasselbe, Klasse für Klasse</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Truth</source>
      <translation>Wahrheit</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>View</source>
      <translation>Projektion</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>What can be told without looking at the lungs. Where the best of these is as good as the model, within 0.05, the model's figure proves nothing.</source>
      <translation>Was sich sagen lässt, ohne auf die Lungen zu sehen. Wo das Beste davon bis auf 0,05 so gut ist wie das Modell, beweist die Zahl des Modells nichts.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>What it may be confounded by</source>
      <translation>Was es täuschen kann</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>What the model tells apart among films of one hospital and one reader, where their origin cannot help it. These are the figures to quote; those of all sources together are flattered.</source>
      <translation>Was das Modell unter Aufnahmen eines Krankenhauses und eines Befunders unterscheidet, wo ihm deren Herkunft nicht helfen kann. Diese Zahlen sind zu nennen; die aller Quellen zusammen sind geschönt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>Where it looked</source>
      <translation>Wo es hinsah</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>With random weights the map</source>
      <translation>Mit zufälligen Gewichten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>after it</source>
      <translation>danach</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <location filename="../../xraydesk/ui/worklist/filter_fields.py" />
      <source>all</source>
      <translation>alle</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <location filename="../../xraydesk/ui/worklist/line.py" />
      <source>answered</source>
      <translation>beantwortet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>answered {label}</source>
      <translation>{label} geantwortet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>before the temperature</source>
      <translation>vor der Temperatur</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>called {label}</source>
      <translation>{label} genannt</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>falls apart, as it must</source>
      <translation>zerfällt die Karte, wie sie muss</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>in use at the start</source>
      <translation>zu Beginn in Gebrauch</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>likeliest class</source>
      <translation>wahrscheinlichste Klasse</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>no claim</source>
      <translation>keine Aussage</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>too few films</source>
      <translation>zu wenige Aufnahmen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>{n} films with other findings:</source>
      <translation>{n} Aufnahmen mit anderen Befunden:</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_evidence.py" />
      <source>{share} on {n} films; by chance {area} ({regions})</source>
      <translation>{share} bei {n} Aufnahmen; zufällig wären {area} ({regions})</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_page.py" />
      <source>Architecture</source>
      <translation>Architektur</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_page.py" />
      <source>Classes</source>
      <translation>Klassen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_page.py" />
      <source>Heatmap scale</source>
      <translation>Skala der Heatmap</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_page.py" />
      <source>Identity</source>
      <translation>Kennung</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_page.py" />
      <source>In the set of a film</source>
      <translation>In der Menge einer Aufnahme</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_page.py" />
      <source>Input</source>
      <translation>Eingabe</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_page.py" />
      <source>Licence</source>
      <translation>Lizenz</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_page.py" />
      <source>Limits</source>
      <translation>Grenzen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_page.py" />
      <source>Provenance</source>
      <translation>Herkunft</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_page.py" />
      <source>The model</source>
      <translation>Das Modell</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_page.py" />
      <source>Training data</source>
      <translation>Trainingsdaten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_page.py" />
      <source>full colour at {scale} ({unit}), the same for every film</source>
      <translation>volle Farbe bei {scale} ({unit}), für jede Aufnahme gleich</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_page.py" />
      <source>{labels} (each on its own)</source>
      <translation>{labels} (jede für sich)</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_page.py" />
      <source>{labels} (one of them)</source>
      <translation>{labels} (eine davon)</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_page.py" />
      <source>{label} from {percent} % on, set by {n} films</source>
      <translation>{label} ab {percent} %, festgelegt von {n} Aufnahmen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_page.py" />
      <source>{size} × {size} pixels, {region}</source>
      <translation>{size} × {size} Pixel, {region}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/card_tables.py" />
      <source>none</source>
      <translation>keine</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/cost_box.py" />
      <source>How common here</source>
      <translation>Häufigkeit hier</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/cost_box.py" />
      <source>How common {label} is where you work</source>
      <translation>Wie häufig {label} bei Ihnen ist</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/cost_box.py" />
      <source>How many of 100 people whose films you read have it. PPV and NPV follow by Bayes' rule; their intervals are computed from the ends of those of sensitivity and specificity.</source>
      <translation>Wie viele von 100 Menschen, deren Aufnahmen Sie befunden, es haben. PPV und NPV folgen aus dem Satz von Bayes; ihre Intervalle sind aus den Enden derer von Sensitivität und Spezifität berechnet.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/cost_box.py" />
      <source>not set</source>
      <translation>nicht gesetzt</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/cost_box.py" />
      <source>what an answer is worth here</source>
      <translation>was eine Antwort hier wert ist</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/cost_box.py" />
      <source>what the operating point costs</source>
      <translation>was der Arbeitspunkt kostet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/cost_box.py" />
      <source>where it was measured</source>
      <translation>wo das gemessen wurde</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/cost_words.py" />
      <source>It learned from no film of these sources.</source>
      <translation>Aus diesen Quellen hat es von keiner Aufnahme gelernt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/cost_words.py" />
      <source>It learned from no film of {sources}; of the others from other patients.</source>
      <translation>Es hat von keiner Aufnahme aus {sources} gelernt; aus den anderen von anderen Patienten.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/cost_words.py" />
      <source>It learned from other patients of these sources; elsewhere it is untested.</source>
      <translation>Es hat von anderen Patienten dieser Quellen gelernt; anderswo ist es ungeprüft.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/cost_words.py" />
      <source>Measured on {n} films, {m} with {label}:</source>
      <translation>Gemessen an {n} Aufnahmen, {m} mit {label}:</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/cost_words.py" />
      <source>NPV: of 100 others {number} do not.</source>
      <translation>NPV: von 100 anderen {number} nicht.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/cost_words.py" />
      <source>Of 100 with {label} it misses {number}.</source>
      <translation>Von 100 mit {label} übersieht es {number}.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/cost_words.py" />
      <source>Of 100 without it, it marks {number}.</source>
      <translation>Von 100 ohne markiert es {number}.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/cost_words.py" />
      <source>PPV: of 100 marked {number} have it.</source>
      <translation>PPV: von 100 markierten haben es {number}.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/cost_words.py" />
      <source>{n} of {m} further sources</source>
      <translation>{n} aus {m} weiteren Quellen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/explainer_controls.py" />
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <location filename="../../xraydesk/ui/worklist/asking.py" />
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/explainer_controls.py" />
      <source>Compute</source>
      <translation>Berechnen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/explainer_controls.py" />
      <source>Covers the film in a thousand ways and watches the score: a minute on two cores. Relative to this film.</source>
      <translation>Deckt die Aufnahme auf tausend Arten ab und beobachtet den Score: eine Minute auf zwei Kernen. Relativ zu dieser Aufnahme.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/explainer_controls.py" />
      <source>Each place is weighed by itself. Relative to this film.</source>
      <translation>Jede Stelle wird für sich gewichtet. Relativ zu dieser Aufnahme.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/explainer_controls.py" />
      <source>Evidence for the class, at once and on the fixed scale of the model card.</source>
      <translation>Evidenz für die Klasse, sofort und auf der festen Skala der Modellkarte.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/explainer_controls.py" />
      <source>Explainer</source>
      <translation>Erklärverfahren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/explainer_controls.py" />
      <source>Grad-CAM++, Layer-CAM, Eigen-CAM and Score-CAM need further packages ({packages}). They come with: pip install “xraydesk[explainers]”.</source>
      <translation>Grad-CAM++, Layer-CAM, Eigen-CAM und Score-CAM brauchen weitere Pakete ({packages}). Sie kommen mit: pip install „xraydesk[explainers]“.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/explainer_controls.py" />
      <source>Grad-CAM++, Layer-CAM, Eigen-CAM and Score-CAM need torch, which this edition of XRayDesk leaves out; the standard edition has them.</source>
      <translation>Grad-CAM++, Layer-CAM, Eigen-CAM und Score-CAM brauchen torch, das diese Ausgabe von XRayDesk weglässt; die Ausgabe „standard“ hat sie.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/explainer_controls.py" />
      <source>How to get more explainers</source>
      <translation>Wie man weitere Erklärverfahren bekommt</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/explainer_controls.py" />
      <source>More explainers…</source>
      <translation>Weitere Erklärverfahren…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/explainer_controls.py" />
      <source>Progress of the explainer</source>
      <translation>Fortschritt des Erklärverfahrens</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/explainer_controls.py" />
      <source>Several places that speak for the class count more evenly. Relative to this film.</source>
      <translation>Mehrere Stellen, die für die Klasse sprechen, zählen gleichmäßiger. Relativ zu dieser Aufnahme.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/explainer_controls.py" />
      <source>Starting {method}; Grad-CAM is shown meanwhile.</source>
      <translation>{method} startet; solange wird Grad-CAM gezeigt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/explainer_controls.py" />
      <source>Try again</source>
      <translation>Noch einmal</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/explainer_controls.py" />
      <source>What dominates the last layer, the same for every class. Relative to this film.</source>
      <translation>Was die letzte Schicht beherrscht, für jede Klasse gleich. Relativ zu dieser Aufnahme.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/explainer_controls.py" />
      <source>What the explainer is at</source>
      <translation>Was das Erklärverfahren gerade tut</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/explainer_controls.py" />
      <source>{method} is not computed yet; Grad-CAM is shown.</source>
      <translation>{method} ist noch nicht berechnet; gezeigt wird Grad-CAM.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/explainer_controls.py" />
      <source>{method} …</source>
      <translation>{method} …</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/explainer_controls.py" />
      <source>{method}: {percent} %; Grad-CAM is shown meanwhile.</source>
      <translation>{method}: {percent} %; solange wird Grad-CAM gezeigt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/explainer_controls.py" />
      <source>{method}: {reason}</source>
      <translation>{method}: {reason}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/finding_row.py" />
      <source>Accept {label}</source>
      <translation>{label} annehmen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/finding_row.py" />
      <source>Accept: {label} holds for this film.</source>
      <translation>Annehmen: {label} trifft auf diese Aufnahme zu.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/finding_row.py" />
      <source>Reject {label}</source>
      <translation>{label} ablehnen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/finding_row.py" />
      <source>Reject: {label} does not hold for this film.</source>
      <translation>Ablehnen: {label} trifft auf diese Aufnahme nicht zu.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/finding_row.py" />
      <source>Show where the model looked for {label}</source>
      <translation>Zeigen, wohin das Modell für {label} sah</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/findings_panel.py" />
      <source>Analysing…</source>
      <translation>Auswertung läuft…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/findings_panel.py" />
      <source>Declined: {reason}</source>
      <translation>Abgelehnt: {reason}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/findings_panel.py" />
      <source>FINDINGS</source>
      <translation>BEFUNDE</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/findings_panel.py" />
      <source>Loading the model…</source>
      <translation>Das Modell wird geladen…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/findings_panel.py" />
      <source>Model card</source>
      <translation>Modellkarte</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/findings_panel.py" />
      <source>No model</source>
      <translation>Kein Modell</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/findings_panel.py" />
      <source>No model: viewing only.</source>
      <translation>Kein Modell: nur Ansehen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/findings_panel.py" />
      <location filename="../../xraydesk/ui/findings/history_page.py" />
      <source>Operating point</source>
      <translation>Arbeitspunkt</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/findings_panel.py" />
      <source>limits of the model</source>
      <translation>Grenzen des Modells</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/findings_panel.py" />
      <source>model</source>
      <translation>Modell</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/findings_panel.py" />
      <source>research use</source>
      <translation>Forschungszweck</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/findings_panel.py" />
      <source>state of the analysis</source>
      <translation>Stand der Auswertung</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/findings_panel.py" />
      <source>what the operating point means</source>
      <translation>was der Arbeitspunkt bedeutet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/first_look.py" />
      <source>AI hidden until you have looked – press {key}</source>
      <translation>KI verborgen, bis Sie hingesehen haben – {key} drücken</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/first_look.py" />
      <source>AI hidden until you have looked.</source>
      <translation>KI verborgen, bis Sie hingesehen haben.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/first_look.py" />
      <source>First impression: {impression}</source>
      <translation>Erster Eindruck: {impression}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/first_look.py" />
      <source>It is stored with your name and the time; then the answer is shown.</source>
      <translation>Er wird mit Ihrem Namen und der Zeit gespeichert; dann wird die Antwort gezeigt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/first_look.py" />
      <source>Reveal</source>
      <translation>Aufdecken</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/first_look.py" />
      <source>The answer is hidden</source>
      <translation>Die Antwort ist verborgen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/first_look.py" />
      <source>YOUR FIRST IMPRESSION</source>
      <translation>IHR ERSTER EINDRUCK</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/heatmap_controls.py" />
      <source>Drawn as</source>
      <translation>Gezeichnet als</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/heatmap_controls.py" />
      <source>Heatmap drawn as</source>
      <translation>Heatmap gezeichnet als</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/heatmap_controls.py" />
      <source>Opacity</source>
      <translation>Deckkraft</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/heatmap_controls.py" />
      <source>Show it over the film</source>
      <translation>Über der Aufnahme zeigen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/heatmap_controls.py" />
      <source>WHERE THE MODEL LOOKED</source>
      <translation>WOHIN DAS MODELL SAH</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/heatmap_controls.py" />
      <source>what the heatmap says of a place</source>
      <translation>was die Heatmap über einen Ort aussagt</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/history_page.py" />
      <source>After</source>
      <translation>Nach</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/history_page.py" />
      <source>Answer seen first</source>
      <translation>Antwort vorher gesehen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/history_page.py" />
      <source>Finding</source>
      <translation>Befund</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/history_page.py" />
      <source>Findings</source>
      <translation>Befunde</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/history_page.py" />
      <source>First impression</source>
      <translation>Erster Eindruck</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/history_page.py" />
      <source>First impressions, before the answer was shown</source>
      <translation>Erste Eindrücke, bevor die Antwort gezeigt wurde</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/history_page.py" />
      <source>Model said</source>
      <translation>Modell sagte</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/history_page.py" />
      <location filename="../../xraydesk/ui/findings/reading_box.py" />
      <source>Note</source>
      <translation>Notiz</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/history_page.py" />
      <source>Nothing yet.</source>
      <translation>Noch nichts.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/history_page.py" />
      <location filename="../../xraydesk/ui/findings/reading_box.py" />
      <location filename="../../xraydesk/ui/measure/listing.py" />
      <source>Reader</source>
      <translation>Befunder</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/history_page.py" />
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <location filename="../../xraydesk/ui/worklist/failed_files.py" />
      <source>Reason</source>
      <translation>Grund</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/history_page.py" />
      <source>Scores against the guard’s advice</source>
      <translation>Bewertungen gegen den Rat des Wächters</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/history_page.py" />
      <source>The guard said</source>
      <translation>Der Wächter sagte</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/history_page.py" />
      <source>Time</source>
      <translation>Zeit</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/history_page.py" />
      <source>Verdict</source>
      <translation>Urteil</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/history_page.py" />
      <source>What was declared of this film</source>
      <translation>Angaben zu dieser Aufnahme</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/history_page.py" />
      <location filename="../../xraydesk/ui/worklist/line.py" />
      <source>corrected to {finding}</source>
      <translation>korrigiert zu {finding}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/history_page.py" />
      <source>no</source>
      <translation>nein</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/history_page.py" />
      <location filename="../../xraydesk/ui/findings/verdicts.py" />
      <location filename="../../xraydesk/ui/worklist/line.py" />
      <source>no name</source>
      <translation>ohne Namen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/history_page.py" />
      <source>revealed without one</source>
      <translation>ohne einen aufgedeckt</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/history_page.py" />
      <source>yes</source>
      <translation>ja</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/history_page.py" />
      <source>{verdict} (taken back later)</source>
      <translation>{verdict} (später zurückgenommen)</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/legend.py" />
      <source>Heatmap legend</source>
      <translation>Legende der Heatmap</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/legend.py" />
      <source>evidence, logit units</source>
      <translation>Evidenz, Logit-Einheiten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/legend.py" />
      <source>from 0 to {scale} and more, {unit}, the same for every film</source>
      <translation>von 0 bis {scale} und mehr, {unit}, für jede Aufnahme gleich</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/legend.py" />
      <source>from the least to the most of this map; relative, this film only</source>
      <translation>vom Geringsten zum Stärksten dieser Karte; relativ, nur diese Aufnahme</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/legend.py" />
      <source>least</source>
      <translation>am geringsten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/legend.py" />
      <source>most</source>
      <translation>am stärksten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/legend.py" />
      <source>relative, this film only</source>
      <translation>relativ, nur diese Aufnahme</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/legend.py" />
      <source>{unit} · same scale on every film</source>
      <translation>{unit} · Skala überall gleich</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/probability_row.py" />
      <source>negative (&lt; {threshold})</source>
      <translation>negativ (&lt; {threshold})</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/probability_row.py" />
      <source>no answer yet</source>
      <translation>noch keine Antwort</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/probability_row.py" />
      <source>positive (≥ {threshold})</source>
      <translation>positiv (≥ {threshold})</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/probability_row.py" />
      <source>{percent}, at or above the operating point of {threshold}</source>
      <translation>{percent}, am oder über dem Arbeitspunkt von {threshold}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/probability_row.py" />
      <source>{percent}, below the operating point of {threshold}</source>
      <translation>{percent}, unter dem Arbeitspunkt von {threshold}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/reader_field.py" />
      <location filename="../../xraydesk/ui/worklist/commands.py" />
      <source>Who is reading? It is stored with what you declare.</source>
      <translation>Wer befundet? Der Name wird mit Ihren Angaben gespeichert.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/reader_field.py" />
      <source>Your name</source>
      <translation>Ihr Name</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/reader_field.py" />
      <source>Your name, then Enter</source>
      <translation>Ihr Name, dann Eingabetaste</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/reader_field.py" />
      <source>why your name</source>
      <translation>wozu Ihr Name</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/reading_box.py" />
      <source>Correct the chosen finding to</source>
      <translation>Gewählten Befund korrigieren zu</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/reading_box.py" />
      <source>Correct to</source>
      <translation>Korrektur</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/reading_box.py" />
      <source>Everything that was declared of this film</source>
      <translation>Alles, was zu dieser Aufnahme angegeben wurde</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/reading_box.py" />
      <source>History…</source>
      <translation>Verlauf…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/reading_box.py" />
      <source>Note on the chosen finding</source>
      <translation>Notiz zum gewählten Befund</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/reading_box.py" />
      <source>Nothing declared about {label}.</source>
      <translation>Zu {label} ist nichts angegeben.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/reading_box.py" />
      <source>Revealed without a first impression.</source>
      <translation>Ohne ersten Eindruck aufgedeckt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/reading_box.py" />
      <source>Take back what was declared last about this finding</source>
      <translation>Letzte Angabe zu diesem Befund zurücknehmen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/reading_box.py" />
      <source>The note is kept with your verdict: accept, reject or correct.</source>
      <translation>Die Notiz wird mit Ihrem Urteil gespeichert: annehmen, ablehnen oder korrigieren.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/reading_box.py" />
      <source>Who is reading; click to change</source>
      <translation>Wer befundet; zum Ändern klicken</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/reading_box.py" />
      <source>YOUR READING</source>
      <translation>IHRE BEFUNDUNG</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/reading_box.py" />
      <source>Your first impression: {impression}</source>
      <translation>Ihr erster Eindruck: {impression}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/reading_box.py" />
      <source>Your name…</source>
      <translation>Ihr Name…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/reading_box.py" />
      <source>another finding</source>
      <translation>ein anderer Befund</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/reading_box.py" />
      <source>kept with your verdict</source>
      <translation>wird mit Ihrem Urteil gespeichert</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/reading_box.py" />
      <source>what you declared</source>
      <translation>was Sie angegeben haben</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/reading_box.py" />
      <source>your first impression</source>
      <translation>Ihr erster Eindruck</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/verdicts.py" />
      <source>Corrected to {finding}</source>
      <translation>Korrigiert zu {finding}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/verdicts.py" />
      <source>abnormal</source>
      <translation>auffällig</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/verdicts.py" />
      <source>accepted</source>
      <translation>angenommen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/verdicts.py" />
      <source>corrected</source>
      <translation>korrigiert</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/verdicts.py" />
      <source>normal</source>
      <translation>unauffällig</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/verdicts.py" />
      <source>rejected</source>
      <translation>abgelehnt</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/findings/verdicts.py" />
      <source>taken back</source>
      <translation>zurückgenommen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/main_window.py" />
      <source>Model: {name}</source>
      <translation>Modell: {name}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/main_window.py" />
      <source>No model: viewing only</source>
      <translation>Kein Modell: nur Ansehen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/main_window.py" />
      <source>Opening {name} …</source>
      <translation>{name} wird geöffnet …</translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/main_window.py" />
      <source>Restore the last session ({n} files)</source>
      <translation>
        <numerusform>Letzte Sitzung wiederherstellen ({n} Datei)</numerusform>
        <numerusform>Letzte Sitzung wiederherstellen ({n} Dateien)</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/main_window.py" />
      <source>Tools</source>
      <translation>Werkzeuge</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/main_window.py" />
      <source>XRayDesk was not closed properly the last time.</source>
      <translation>XRayDesk wurde beim letzten Mal nicht ordentlich beendet.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/finishing.py" />
      <source>Known length</source>
      <translation>Bekannte Länge</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/grabbing.py" />
      <location filename="../../xraydesk/ui/studies/tag_browser.py" />
      <source>Copy the value</source>
      <translation>Wert kopieren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/grabbing.py" />
      <location filename="../../xraydesk/ui/measure/panel.py" />
      <source>Delete</source>
      <translation>Löschen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/grabbing.py" />
      <source>Edit text…</source>
      <translation>Text bearbeiten…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/grabbing.py" />
      <source>Name…</source>
      <translation>Name…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/grabbing.py" />
      <source>Put the label back</source>
      <translation>Beschriftung zurücksetzen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/grabbing.py" />
      <source>Remove the calibration</source>
      <translation>Kalibrierung entfernen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/listing.py" />
      <source>Details</source>
      <translation>Einzelheiten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/listing.py" />
      <source>Drawn</source>
      <translation>Gezeichnet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/listing.py" />
      <source>Frame</source>
      <translation>Einzelbild</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/listing.py" />
      <source>Kind</source>
      <translation>Art</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/listing.py" />
      <location filename="../../xraydesk/ui/studies/query.py" />
      <location filename="../../xraydesk/ui/studies/tag_model.py" />
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/listing.py" />
      <location filename="../../xraydesk/ui/measure/panel.py" />
      <location filename="../../xraydesk/ui/studies/tag_model.py" />
      <source>Value</source>
      <translation>Wert</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/measuring.py" />
      <source>Close the list of measurements</source>
      <translation>Liste der Messungen schließen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/measuring.py" />
      <source>Measurements</source>
      <translation>Messungen</translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/measure/notebook.py" />
      <source>{n} stored annotations cannot be shown</source>
      <translation>
        <numerusform>{n} gespeicherte Zeichnung kann nicht gezeigt werden</numerusform>
        <numerusform>{n} gespeicherte Zeichnungen können nicht gezeigt werden</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <source>Arrow</source>
      <translation>Pfeil</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <source>at detector</source>
      <translation>am Detektor</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <source>at scanner</source>
      <translation>am Scanner</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <source>calibrated</source>
      <translation>kalibriert</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <source>calibrated by hand</source>
      <translation>von Hand kalibriert</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <source>calibrated, method unknown</source>
      <translation>kalibriert, Verfahren unbekannt</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <source>corrected for geometry</source>
      <translation>geometrisch korrigiert</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <source>in widths of a pixel</source>
      <translation>in Pixelbreiten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <source>magnification-corrected</source>
      <translation>vergrößerungskorrigiert</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <source>mean {value}</source>
      <translation>Mittel {value}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <source>meaning unknown</source>
      <translation>Bedeutung unbekannt</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <source>min {low}  max {high}  n {count}</source>
      <translation>min {low}  max {high}  n {count}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <source>no pixel inside</source>
      <translation>kein Pixel darin</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <source>outside of the film</source>
      <translation>außerhalb der Aufnahme</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <source>{count} left out: padding</source>
      <translation>{count} ausgelassen: Füllwerte</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/number_texts.py" />
      <source>{value} (padding)</source>
      <translation>{value} (Füllwert)</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/panel.py" />
      <source>1 px = {size} mm {meaning}</source>
      <translation>1 px = {size} mm {meaning}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/panel.py" />
      <source>Annotation</source>
      <translation>Zeichnung</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/panel.py" />
      <location filename="../../xraydesk/ui/shell/dialogs.py" />
      <location filename="../../xraydesk/ui/shell/shortcuts_dialog.py" />
      <location filename="../../xraydesk/ui/studies/tag_browser.py" />
      <location filename="../../xraydesk/ui/worklist/failed_files.py" />
      <location filename="../../xraydesk/ui/worklist/line_table.py" />
      <location filename="../../xraydesk/ui/worklist/page.py" />
      <source>Columns</source>
      <translation>Spalten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/panel.py" />
      <source>Copy table</source>
      <translation>Tabelle kopieren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/panel.py" />
      <source>Copy the measurements as a table</source>
      <translation>Messungen als Tabelle kopieren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/panel.py" />
      <source>Delete the selected annotation</source>
      <translation>Gewählte Zeichnung löschen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/panel.py" />
      <source>Frame {number}</source>
      <translation>Einzelbild {number}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/panel.py" />
      <source>Measurements and annotations</source>
      <translation>Messungen und Zeichnungen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/panel.py" />
      <source>No millimetres: the size of a pixel is not known</source>
      <translation>Keine Millimeter: Die Größe eines Pixels ist nicht bekannt</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/panel.py" />
      <source>what a pixel measures</source>
      <translation>was ein Pixel misst</translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/measure/panel.py" />
      <source>{n} annotations</source>
      <translation>
        <numerusform>{n} Zeichnung</numerusform>
        <numerusform>{n} Zeichnungen</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/readings.py" />
      <source>CTR {ratio}</source>
      <translation>HTQ {ratio}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/readings.py" />
      <source>Cobb {angle}</source>
      <translation>Cobb {angle}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/readings.py" />
      <source>The outline crosses itself: no area.</source>
      <translation>Der Umriss kreuzt sich: keine Fläche.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/readings.py" />
      <source>area {area}</source>
      <translation>Fläche {area}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/readings.py" />
      <source>heart {length}</source>
      <translation>Herz {length}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/readings.py" />
      <source>perimeter {length}</source>
      <translation>Umfang {length}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/readings.py" />
      <source>thorax {length}</source>
      <translation>Thorax {length}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/readings.py" />
      <source>{length:g} mm, calibrated by hand</source>
      <translation>{length:g} mm, von Hand kalibriert</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/steps.py" />
      <source>2/3: from the farthest right border of the heart to its farthest left border.</source>
      <translation>2/3: vom äußersten rechten zum äußersten linken Herzrand.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/steps.py" />
      <source>3/3: the largest inner diameter of the thorax, from rib to rib.</source>
      <translation>3/3: der größte Innendurchmesser des Thorax, von Rippe zu Rippe.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/steps.py" />
      <source>Cardiothoracic ratio 1/3: draw the midline along the spinous processes.</source>
      <translation>Herz-Thorax-Quotient 1/3: Mittellinie entlang der Dornfortsätze ziehen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/steps.py" />
      <source>Click the end of the other arm.</source>
      <translation>Das Ende des anderen Schenkels anklicken.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/steps.py" />
      <source>Draw a line along something of known length.</source>
      <translation>Eine Linie entlang von etwas bekannter Länge ziehen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/measure/steps.py" />
      <source>Draw the second line.</source>
      <translation>Die zweite Linie ziehen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/reading/hanging.py" />
      <source>No prior of this film is open.</source>
      <translation>Zu dieser Aufnahme ist keine Voraufnahme geöffnet.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/reading/hanging.py" />
      <source>This is the newest prior that is open.</source>
      <translation>Das ist die neueste geöffnete Voraufnahme.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/reading/hanging.py" />
      <source>This is the oldest prior that is open.</source>
      <translation>Das ist die älteste geöffnete Voraufnahme.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/reading/opinions.py" />
      <source>AI: analysing…</source>
      <translation>KI: Auswertung läuft…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/reading/opinions.py" />
      <source>AI: declined</source>
      <translation>KI: abgelehnt</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/reading/opinions.py" />
      <source>AI: hidden until you have looked</source>
      <translation>KI: verborgen, bis Sie hingesehen haben</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/reading/opinions.py" />
      <source>AI: {model}</source>
      <translation>KI: {model}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/reading/opinions.py" />
      <source>SCORED AGAINST THE GUARD’S ADVICE</source>
      <translation>GEGEN DEN RAT DES WÄCHTERS BEWERTET</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/reading/opinions.py" />
      <source>Where it looked: {label}</source>
      <translation>Wohin es sah: {label}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/reading/opinions.py" />
      <source>every class</source>
      <translation>jede Klasse</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/reading/opinions.py" />
      <source>{method}, relative to this film</source>
      <translation>{method}, relativ zu dieser Aufnahme</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/reading/opinions.py" />
      <source>{point}, RESEARCH USE</source>
      <translation>{point}, NUR FORSCHUNG</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/reading/opinions.py" />
      <source>{point}: no class, RESEARCH USE</source>
      <translation>{point}: keine Klasse, NUR FORSCHUNG</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/reading/opinions.py" />
      <source>{point}: no finding, RESEARCH USE</source>
      <translation>{point}: kein Befund, NUR FORSCHUNG</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/reading/reading_page.py" />
      <source>opening {name} …</source>
      <translation>{name} wird geöffnet …</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/reading/remarks.py" />
      <source>1 day</source>
      <translation>1 Tag</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/reading/remarks.py" />
      <source>1 month</source>
      <translation>1 Monat</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/reading/remarks.py" />
      <source>ANOTHER PATIENT</source>
      <translation>ANDERER PATIENT</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/reading/remarks.py" />
      <source>prior, {time} before</source>
      <translation>Voraufnahme, {time} zuvor</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/reading/remarks.py" />
      <source>{number} days</source>
      <translation>{number} Tage</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/reading/remarks.py" />
      <source>{number} months</source>
      <translation>{number} Monate</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/reading/remarks.py" />
      <source>{number} years</source>
      <translation>{number} Jahre</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/reading/view_grid.py" />
      <source>Drag a film here, or choose one in the strip</source>
      <translation>Eine Aufnahme hierher ziehen oder in der Leiste wählen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/reading/view_grid.py" />
      <source>Empty view</source>
      <translation>Leere Ansicht</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/reading/view_grid.py" />
      <source>Radiograph, view {number} of {count}</source>
      <translation>Röntgenaufnahme, Ansicht {number} von {count}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/head.py" />
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <location filename="../../xraydesk/ui/worklist/commands.py" />
      <source>Go on</source>
      <translation>Weiter</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/head.py" />
      <source>Screen the files of this list that still wait</source>
      <translation>Die Dateien dieser Liste durchsehen, die noch warten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/in_window.py" />
      <source>XRayDesk, reads only</source>
      <translation>XRayDesk, liest nur</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/job.py" />
      <source>That screening was made with a model that is no longer here as it was.</source>
      <translation>Dieser Durchlauf wurde mit einem Modell gemacht, das so nicht mehr da ist.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/job.py" />
      <source>the screening ended with a defect of the program</source>
      <translation>der Durchlauf endete durch einen Fehler des Programms</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/runner.py" />
      <source>Another window of XRayDesk keeps the worklist; screen and watch there.</source>
      <translation>Ein anderes Fenster von XRayDesk führt die Arbeitsliste; durchsehen und beobachten Sie dort.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/runner.py" />
      <source>This is being screened already.</source>
      <translation>Das wird schon durchgesehen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>Cancel the screening; what is done stays</source>
      <translation>Durchlauf abbrechen; was fertig ist, bleibt</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <location filename="../../xraydesk/ui/shell/notices.py" />
      <source>Dismiss</source>
      <translation>Ausblenden</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>Dismiss the outcome of the screening</source>
      <translation>Ergebnis des Durchlaufs ausblenden</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>Go on with the screening</source>
      <translation>Durchlauf fortsetzen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>Go on with the screening that was cut off</source>
      <translation>Unterbrochenen Durchlauf fortsetzen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>Leave the screening as it is; the worklist keeps it</source>
      <translation>Durchlauf lassen, wie er ist; die Arbeitsliste behält ihn</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>Not now</source>
      <translation>Jetzt nicht</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>Pause</source>
      <translation>Anhalten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>Pause the screening</source>
      <translation>Durchlauf anhalten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>Progress of the screening</source>
      <translation>Fortschritt des Durchlaufs</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>Screened {name}</source>
      <translation>{name} durchgesehen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>Screening</source>
      <translation>Durchlauf</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>Screening that was cut off</source>
      <translation>Unterbrochener Durchlauf</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>Screening {name}</source>
      <translation>Durchsehen: {name}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>Show list</source>
      <translation>Liste zeigen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>Show the worklist of the watched folder</source>
      <translation>Die Arbeitsliste des beobachteten Ordners zeigen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>Show the worklist of this screening</source>
      <translation>Die Arbeitsliste dieses Durchlaufs zeigen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>Stop watching</source>
      <translation>Nicht mehr beobachten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>Stop watching the folder</source>
      <translation>Den Ordner nicht mehr beobachten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>Watched folder</source>
      <translation>Beobachteter Ordner</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>Watching {name}</source>
      <translation>{name} wird beobachtet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>Watching {name}, which cannot be reached now</source>
      <translation>{name} wird beobachtet, ist jetzt aber nicht erreichbar</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <location filename="../../xraydesk/ui/screening/words.py" />
      <source>a folder</source>
      <translation>ein Ordner</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>films</source>
      <translation>Aufnahmen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>paused</source>
      <translation>angehalten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>starting …</source>
      <translation>beginnt …</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>stopping …</source>
      <translation>wird beendet …</translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>{n} more screenings wait</source>
      <translation>
        <numerusform>{n} weiterer Durchlauf wartet</numerusform>
        <numerusform>{n} weitere Durchläufe warten</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/watching.py" />
      <source>The watched folder {folder} cannot be reached; watching goes on when it is back.</source>
      <translation>Der beobachtete Ordner {folder} ist nicht erreichbar; es geht weiter, wenn er wieder da ist.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/words.py" />
      <source>The screening of {name} was cut off: {done} of {found} files are done.</source>
      <translation>Der Durchlauf von {name} wurde unterbrochen: {done} von {found} Dateien sind fertig.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/words.py" />
      <source>less than a minute left</source>
      <translation>noch weniger als eine Minute</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/words.py" />
      <source>{done} of {found}</source>
      <translation>{done} von {found}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/words.py" />
      <source>{done} of {found} found so far</source>
      <translation>{done} von bisher {found} gefundenen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/words.py" />
      <source>{hours} h {minutes} min left</source>
      <translation>noch {hours} h {minutes} min</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/words.py" />
      <source>{name} was being watched when XRayDesk ended.</source>
      <translation>{name} wurde beobachtet, als XRayDesk endete.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/words.py" />
      <source>{n} abstained</source>
      <translation>{n} enthalten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/words.py" />
      <source>{n} answered</source>
      <translation>{n} beantwortet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/words.py" />
      <source>{n} declined</source>
      <translation>{n} abgelehnt</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/words.py" />
      <source>{n} failed</source>
      <translation>{n} fehlerhaft</translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/screening/words.py" />
      <location filename="../../xraydesk/ui/studies/line_texts.py" />
      <location filename="../../xraydesk/ui/studies/study_browser.py" />
      <source>{n} files</source>
      <translation>
        <numerusform>{n} Datei</numerusform>
        <numerusform>{n} Dateien</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/words.py" />
      <source>{n} known before</source>
      <translation>{n} schon bekannt</translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/screening/words.py" />
      <source>{n} minutes left</source>
      <translation>
        <numerusform>noch {n} Minute</numerusform>
        <numerusform>noch {n} Minuten</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/screening/words.py" />
      <source>{n} screenings did not come to their end.</source>
      <translation>
        <numerusform>{n} Durchlauf kam nicht ans Ende.</numerusform>
        <numerusform>{n} Durchläufe kamen nicht ans Ende.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/screening/words.py" />
      <source>{rate} a second</source>
      <translation>{rate} pro Sekunde</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/dialogs.py" />
      <location filename="../../xraydesk/ui/shell/print_dialog.py" />
      <location filename="../../xraydesk/ui/shell/settings_dialog.py" />
      <location filename="../../xraydesk/ui/shell/shortcuts_dialog.py" />
      <location filename="../../xraydesk/ui/studies/outline_view.py" />
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/dialogs.py" />
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <location filename="../../xraydesk/ui/worklist/failed_files.py" />
      <location filename="../../xraydesk/ui/worklist/side_by_side.py" />
      <source>File</source>
      <translation>Datei</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/dialogs.py" />
      <source>Nothing has happened that you should know.</source>
      <translation>Es ist nichts geschehen, was Sie wissen sollten.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/dialogs.py" />
      <source>What happened</source>
      <translation>Was geschah</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/film_page.py" />
      <source>No opinion of a model is shown.</source>
      <translation>Es wird keine Einschätzung eines Modells gezeigt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/film_page.py" />
      <location filename="../../xraydesk/ui/view/view_texts.py" />
      <source>inverted</source>
      <translation>invertiert</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/film_page.py" />
      <source>not to scale</source>
      <translation>nicht maßstäblich</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/guide_page.py" />
      <source>Back</source>
      <translation>Zurück</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/help_pages.py" />
      <source>Apache License 2.0. Each model carries its own licence; see its card.</source>
      <translation>Apache License 2.0. Jedes Modell hat seine eigene Lizenz; siehe seine Karte.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/help_pages.py" />
      <source>Mouse over the film</source>
      <translation>Maus über der Aufnahme</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/help_pages.py" />
      <source>Opens, shows and explains chest radiographs on this computer alone. Heatmaps show where the model looked, not where disease is.</source>
      <translation>Öffnet, zeigt und erklärt Thoraxaufnahmen, allein auf diesem Rechner. Heatmaps zeigen, wohin das Modell sah, nicht wo Krankheit ist.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/key_editor.py" />
      <location filename="../../xraydesk/ui/shell/shortcuts_dialog.py" />
      <source>Action</source>
      <translation>Befehl</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/key_editor.py" />
      <source>Add</source>
      <translation>Hinzufügen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/key_editor.py" />
      <source>Add the key</source>
      <translation>Taste hinzufügen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/key_editor.py" />
      <source>An action has at most {n} keys.</source>
      <translation>Ein Befehl hat höchstens {n} Tasten.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/key_editor.py" />
      <source>Choose an action above.</source>
      <translation>Oben einen Befehl wählen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/key_editor.py" />
      <source>New key</source>
      <translation>Neue Taste</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/key_editor.py" />
      <source>No key.</source>
      <translation>Keine Taste.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/key_editor.py" />
      <source>Press a key:</source>
      <translation>Taste drücken:</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/key_editor.py" />
      <source>Remove {key}</source>
      <translation>{key} entfernen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/key_editor.py" />
      <source>Restore</source>
      <translation>Wiederherstellen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/key_editor.py" />
      <source>Restore the keys of this action</source>
      <translation>Die Tasten dieses Befehls wiederherstellen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/key_editor.py" />
      <source>Take it</source>
      <translation>Übernehmen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/key_editor.py" />
      <source>Take the key from the other action</source>
      <translation>Die Taste vom anderen Befehl übernehmen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/key_editor.py" />
      <source>The action has this key already.</source>
      <translation>Der Befehl hat diese Taste schon.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/key_editor.py" />
      <source>The keys that the profile gives this action</source>
      <translation>Die Tasten, die das Profil diesem Befehl gibt</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/key_editor.py" />
      <source>What it does</source>
      <translation>Was er tut</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/key_editor.py" />
      <source>Whether the key is free</source>
      <translation>Ob die Taste frei ist</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/key_editor.py" />
      <source>{key} is free.</source>
      <translation>{key} ist frei.</translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/shell/notices.py" />
      <source>(+{n} more)</source>
      <translation>
        <numerusform>(+{n} weiterer)</numerusform>
        <numerusform>(+{n} weitere)</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/notices.py" />
      <source>All notices…</source>
      <translation>Alle Hinweise…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/notices.py" />
      <source>Dismiss the notice</source>
      <translation>Den Hinweis ausblenden</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/notices.py" />
      <source>Notice</source>
      <translation>Hinweis</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/notices.py" />
      <source>Show all notices</source>
      <translation>Alle Hinweise zeigen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/output.py" />
      <source>Saved: {name}</source>
      <translation>Gespeichert: {name}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/output.py" />
      <source>The page was sent to the printer.</source>
      <translation>Die Seite wurde an den Drucker gesendet.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/output.py" />
      <source>The picture is on the clipboard.</source>
      <translation>Das Bild ist in der Zwischenablage.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/output.py" />
      <source>The picture is on the clipboard; it names the patient.</source>
      <translation>Das Bild ist in der Zwischenablage; es nennt den Patienten.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/output.py" />
      <source>The printer took no page.</source>
      <translation>Der Drucker hat keine Seite angenommen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/output.py" />
      <source>the picture could not be written as PNG</source>
      <translation>das Bild konnte nicht als PNG geschrieben werden</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/output.py" />
      <source>{name} cannot be written: {reason}</source>
      <translation>{name} kann nicht geschrieben werden: {reason}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/parts.py" />
      <source>RESEARCH USE, not for diagnosis</source>
      <translation>NUR FORSCHUNG, nicht zur Diagnose</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/print_dialog.py" />
      <source>A page is no film: it claims no true size and is not for diagnosis.</source>
      <translation>Eine Seite ist keine Aufnahme: Sie gibt keine wahre Größe an und dient nicht der Diagnose.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/print_dialog.py" />
      <source>As the picture needs it</source>
      <translation>Wie das Bild es braucht</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/print_dialog.py" />
      <source>Landscape</source>
      <translation>Querformat</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/print_dialog.py" />
      <source>Name the patient</source>
      <translation>Patienten nennen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/print_dialog.py" />
      <source>Orientation</source>
      <translation>Ausrichtung</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/print_dialog.py" />
      <source>Picture</source>
      <translation>Bild</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/print_dialog.py" />
      <source>Portrait</source>
      <translation>Hochformat</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/print_dialog.py" />
      <source>Preview of the page</source>
      <translation>Vorschau der Seite</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/print_dialog.py" />
      <source>Print</source>
      <translation>Drucken</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/print_dialog.py" />
      <source>Save as PDF</source>
      <translation>Als PDF speichern</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/print_dialog.py" />
      <source>The whole film</source>
      <translation>Die ganze Aufnahme</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/print_dialog.py" />
      <source>What the view shows</source>
      <translation>Was die Ansicht zeigt</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/session_memory.py" />
      <source>left out, since the program ended twice with this film on screen</source>
      <translation>ausgelassen, weil das Programm mit dieser Aufnahme zweimal abgebrochen ist</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/setting_controls.py" />
      <source>At most {n} letters.</source>
      <translation>Höchstens {n} Zeichen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/setting_controls.py" />
      <source>From {low} to {high}.</source>
      <translation>Von {low} bis {high}.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/setting_controls.py" />
      <source>Words that are known: {words}.</source>
      <translation>Bekannte Wörter: {words}.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/settings_dialog.py" />
      <source>Back to the default</source>
      <translation>Zurück zur Voreinstellung</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/settings_dialog.py" />
      <location filename="../../xraydesk/ui/shell/shortcuts_dialog.py" />
      <source>Keyboard shortcuts</source>
      <translation>Tastenkürzel</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/settings_dialog.py" />
      <source>No setting has these words.</source>
      <translation>Keine Einstellung enthält diese Wörter.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/settings_dialog.py" />
      <source>Reset</source>
      <translation>Zurücksetzen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/settings_dialog.py" />
      <source>Reset all</source>
      <translation>Alle zurücksetzen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/settings_dialog.py" />
      <source>Reset all settings</source>
      <translation>Alle Einstellungen zurücksetzen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/settings_dialog.py" />
      <source>Reset “{name}”</source>
      <translation>„{name}“ zurücksetzen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/settings_dialog.py" />
      <location filename="../../xraydesk/ui/shell/shortcuts_dialog.py" />
      <source>Search</source>
      <translation>Suche</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/settings_dialog.py" />
      <source>Search the settings</source>
      <translation>Einstellungen durchsuchen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/settings_dialog.py" />
      <source>Sections</source>
      <translation>Abschnitte</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/settings_dialog.py" />
      <source>Settings</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/settings_dialog.py" />
      <source>Takes effect at the next start.</source>
      <translation>Gilt ab dem nächsten Start.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/settings_dialog.py" />
      <source>Undo the reset</source>
      <translation>Zurücksetzen rückgängig machen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/settings_dialog.py" />
      <source>Why it was refused</source>
      <translation>Warum es abgelehnt wurde</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/shortcuts_dialog.py" />
      <source>Actions</source>
      <translation>Befehle</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/shortcuts_dialog.py" />
      <source>Keys</source>
      <translation>Tasten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/shortcuts_dialog.py" />
      <source>Profile</source>
      <translation>Profil</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/shortcuts_dialog.py" />
      <source>Restore all</source>
      <translation>Alle wiederherstellen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/shortcuts_dialog.py" />
      <source>Restore all keys of the profile</source>
      <translation>Alle Tasten des Profils wiederherstellen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/shortcuts_dialog.py" />
      <source>Search by name or key</source>
      <translation>Nach Name oder Taste suchen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/shortcuts_dialog.py" />
      <source>changed</source>
      <translation>geändert</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/start_page.py" />
      <source>A synthetic chest that is no patient</source>
      <translation>Ein künstlicher Thorax, der kein Patient ist</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/start_page.py" />
      <source>DICOM, PNG, JPEG, TIFF and BMP · files or whole folders · nothing leaves this computer</source>
      <translation>DICOM, PNG, JPEG, TIFF und BMP · Dateien oder ganze Ordner · nichts verlässt diesen Rechner</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/start_page.py" />
      <source>Drop radiographs here</source>
      <translation>Röntgenaufnahmen hier ablegen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/support_file.py" />
      <source>The support file is being written; this takes some seconds.</source>
      <translation>Die Supportdatei wird geschrieben; das dauert einige Sekunden.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/support_file.py" />
      <source>The support file {name} could not be written.</source>
      <translation>Die Supportdatei {name} konnte nicht geschrieben werden.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/shell/support_file.py" />
      <source>The support file {name} was written. It holds nothing of a patient; read it before you send it.</source>
      <translation>Die Supportdatei {name} wurde geschrieben. Sie enthält nichts von Patienten; lesen Sie sie, bevor Sie sie senden.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>A DICOM file; its pixel data are written as {syntax}.</source>
      <translation>Eine DICOM-Datei; ihre Bilddaten sind geschrieben als {syntax}.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>A pixel is {row:.4g} × {column:.4g} mm ({source}).</source>
      <translation>Ein Pixel misst {row:.4g} × {column:.4g} mm ({source}).</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>A {format} picture.</source>
      <translation>Ein {format}-Bild.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>Columns run to the patient's {columns}, rows to {rows}; the side letters follow.</source>
      <translation>Spalten laufen beim Patienten nach {columns}, Zeilen nach {rows}; danach richten sich die Seitenbezeichnungen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>Detail was lost when the picture was compressed: it is marked LOSSY.</source>
      <translation>Beim Komprimieren gingen Einzelheiten verloren: Das Bild trägt VERLUSTBEHAFTET.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>Frame {frame} of {frames} is shown.</source>
      <translation>Gezeigt wird Einzelbild {frame} von {frames}.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>Grey is inverted once, last, because the file says {photometric}.</source>
      <translation>Grau wird einmal invertiert, zuletzt, weil die Datei {photometric} angibt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>Grey is not inverted by the file.</source>
      <translation>Die Datei invertiert das Grau nicht.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>Grey is shown in the colours {name}.</source>
      <translation>Grau wird in den Farben {name} gezeigt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>It differs from the spacing at the detector, but the file does not say how it was calibrated.</source>
      <translation>Er weicht vom Abstand am Detektor ab, aber die Datei sagt nicht, wie kalibriert wurde.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>It is measured at the detector: what lies nearer to the tube appears larger.</source>
      <translation>Er gilt am Detektor: Was näher an der Röhre liegt, erscheint größer.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>It is not turned.</source>
      <translation>Sie ist nicht gedreht.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>It is that of a film scanner: millimetres on the film, not in the patient.</source>
      <translation>Er ist der eines Filmscanners: Millimeter auf dem Film, nicht im Patienten.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>It was calibrated by hand, by a known length.</source>
      <translation>Er wurde von Hand an einer bekannten Länge kalibriert.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>Its function is {function}.</source>
      <translation>Seine Funktion ist {function}.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>MONOCHROME1: the lowest value is meant to be white, as on a film on a light box.</source>
      <translation>MONOCHROME1: Der niedrigste Wert soll weiß sein, wie bei einem Film am Lichtkasten.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>MONOCHROME2: the lowest value is meant to be black.</source>
      <translation>MONOCHROME2: Der niedrigste Wert soll schwarz sein.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>Meaning of the samples</source>
      <translation>Bedeutung der Bildwerte</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>Modality values</source>
      <translation>Modalitätswerte</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>Orientation, turn and zoom</source>
      <translation>Ausrichtung, Drehung und Zoom</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>PALETTE COLOR: every sample stands for a colour in the file's palette.</source>
      <translation>PALETTE COLOR: Jeder Bildwert steht für eine Farbe der Palette der Datei.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>Padding</source>
      <translation>Füllwerte</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>Pixels are {aspect:.3g} times as high as wide and are shown so.</source>
      <translation>Pixel sind {aspect:.3g}-mal so hoch wie breit und werden so gezeigt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>Polarity and colours</source>
      <translation>Polarität und Farben</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>Repairs and notes of reading</source>
      <translation>Reparaturen und Hinweise beim Lesen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>Shutter and overlays</source>
      <translation>Blende und Overlays</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>Size of a pixel</source>
      <translation>Größe eines Pixels</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>Stored values are used as they are: the file gives no rescaling, or × 1 + 0.</source>
      <translation>Die gespeicherten Werte gelten, wie sie sind: Die Datei gibt keine Umrechnung an, oder × 1 + 0.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>Stored values {values} are padding, not anatomy: an automatic window leaves them out.</source>
      <translation>Die gespeicherten Werte {values} sind Füllwerte, keine Anatomie: Ein automatisches Fenster lässt sie aus.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>Stored values × {slope:g} + {intercept:g} give the modality values{unit}.</source>
      <translation>Gespeicherte Werte × {slope:g} + {intercept:g} ergeben die Modalitätswerte{unit}.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>The file also offers: {names}.</source>
      <translation>Die Datei bietet auch an: {names}.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>The file does not say what it measures.</source>
      <translation>Die Datei sagt nicht, was er misst.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>The file does not say which side is which: the side letters are ?.</source>
      <translation>Die Datei sagt nicht, welche Seite welche ist: Die Seitenbezeichnungen sind ?.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>The file gives no usable spacing: lengths are in pixels, never in millimetres.</source>
      <translation>Die Datei gibt keinen brauchbaren Pixelabstand an: Längen in Pixeln, nie in Millimetern.</translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>The file has {n} overlay planes over the picture.</source>
      <translation>
        <numerusform>Die Datei hat {n} Overlay-Ebene über dem Bild.</numerusform>
        <numerusform>Die Datei hat {n} Overlay-Ebenen über dem Bild.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>The file offers no window and no table.</source>
      <translation>Die Datei bietet kein Fenster und keine Tabelle an.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>The file says that it was calibrated at the patient: lengths can be believed.</source>
      <translation>Laut Datei wurde er am Patienten kalibriert: Den Längen kann man trauen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>The file says that it was corrected for an assumed geometry.</source>
      <translation>Laut Datei wurde er für eine angenommene Geometrie korrigiert.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>The file's modality table of {n} entries turns stored values into modality values{name}.</source>
      <translation>Die Modalitätstabelle der Datei mit {n} Einträgen macht aus gespeicherten Werten Modalitätswerte{name}.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>The picture was decoded at 1/{reduction} of its size.</source>
      <translation>Das Bild wurde mit 1/{reduction} seiner Größe dekodiert.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>The spacing at the detector was divided by the magnification that the file states.</source>
      <translation>Der Abstand am Detektor wurde durch die Vergrößerung geteilt, die die Datei angibt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>They are switched off.</source>
      <translation>Sie sind ausgeschaltet.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>They were decoded by {decoder}.</source>
      <translation>Sie wurden mit {decoder} dekodiert.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <location filename="../../xraydesk/ui/studies/explanation_window.py" />
      <source>Warnings</source>
      <translation>Warnungen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>What lies outside the file's shutter is hidden ({shapes}).</source>
      <translation>Was außerhalb der Blende der Datei liegt, ist verdeckt ({shapes}).</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>Window or table</source>
      <translation>Fenster oder Tabelle</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>You have inverted it on top of that.</source>
      <translation>Sie haben es zusätzlich invertiert.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>You have inverted the colours.</source>
      <translation>Sie haben die Farben invertiert.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>You have turned it: {mark}.</source>
      <translation>Sie haben sie gedreht: {mark}.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>Zoom {zoom:.0f} %: one column of the film on {pixels:.3g} pixels of the screen.</source>
      <translation>Zoom {zoom:.0f} %: eine Spalte der Aufnahme auf {pixels:.3g} Pixeln des Bildschirms.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>circle</source>
      <translation>Kreis</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>polygon</source>
      <translation>Polygon</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>rectangle</source>
      <translation>Rechteck</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>{columns} × {rows} samples, {bits} bits stored.</source>
      <translation>{columns} × {rows} Bildwerte, {bits} Bit gespeichert.</translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>{n} overlay planes mark a region and are not drawn.</source>
      <translation>
        <numerusform>{n} Overlay-Ebene markiert eine Region und wird nicht gezeichnet.</numerusform>
        <numerusform>{n} Overlay-Ebenen markieren eine Region und werden nicht gezeichnet.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>{photometric}: a colour picture, shown as it is. It has no window.</source>
      <translation>{photometric}: ein Farbbild, gezeigt, wie es ist. Es hat kein Fenster.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>{window}: a preset.</source>
      <translation>{window}: eine Voreinstellung.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>{window}: from the lowest to the highest value, since the file offers nothing.</source>
      <translation>{window}: vom niedrigsten bis zum höchsten Wert, da die Datei nichts anbietet.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>{window}: number {number} of the {total} that the file offers.</source>
      <translation>{window}: Nummer {number} der {total}, die die Datei anbietet.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>{window}: set by hand or from the grey values of this film.</source>
      <translation>{window}: von Hand oder aus den Grauwerten dieser Aufnahme.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>{window}: the only one that the file offers.</source>
      <translation>{window}: das einzige, das die Datei anbietet.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation_window.py" />
      <source>No film is open.</source>
      <translation>Es ist keine Aufnahme geöffnet.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/explanation_window.py" />
      <source>Why does it look like this?</source>
      <translation>Warum sieht es so aus?</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/line_texts.py" />
      <location filename="../../xraydesk/ui/studies/query.py" />
      <source>Failed or no image</source>
      <translation>Fehlerhaft oder ohne Bild</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/line_texts.py" />
      <source>No date</source>
      <translation>Ohne Datum</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/line_texts.py" />
      <source>Patient {number}</source>
      <translation>Patient {number}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/line_texts.py" />
      <source>Pictures</source>
      <translation>Bilder</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/line_texts.py" />
      <source>Pictures in {folder}</source>
      <translation>Bilder in {folder}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/line_texts.py" />
      <source>Reading headers …</source>
      <translation>Köpfe werden gelesen …</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/line_texts.py" />
      <source>Series</source>
      <translation>Serie</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/line_texts.py" />
      <location filename="../../xraydesk/ui/view/corner_plan.py" />
      <source>Series {number}</source>
      <translation>Serie {number}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/line_texts.py" />
      <source>Unknown patient</source>
      <translation>Unbekannter Patient</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/line_texts.py" />
      <source>closed</source>
      <translation>zugeklappt</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/line_texts.py" />
      <source>level {number}</source>
      <translation>Ebene {number}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/line_texts.py" />
      <source>no patient data</source>
      <translation>ohne Patientendaten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/line_texts.py" />
      <source>open</source>
      <translation>aufgeklappt</translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/studies/line_texts.py" />
      <source>{n} files to go</source>
      <translation>
        <numerusform>noch {n} Datei</numerusform>
        <numerusform>noch {n} Dateien</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/studies/line_texts.py" />
      <location filename="../../xraydesk/ui/studies/recent_list.py" />
      <location filename="../../xraydesk/ui/studies/study_browser.py" />
      <source>{n} images</source>
      <translation>
        <numerusform>{n} Bild</numerusform>
        <numerusform>{n} Bilder</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/studies/line_texts.py" />
      <source>{n} studies</source>
      <translation>
        <numerusform>{n} Untersuchung</numerusform>
        <numerusform>{n} Untersuchungen</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/model_input.py" />
      <source>, {percent:.0f} % of it</source>
      <translation>, {percent:.0f} % davon</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/model_input.py" />
      <source>Answered by {model} on {engine} ({device}).</source>
      <translation>Beantwortet von {model} auf {engine} ({device}).</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/model_input.py" />
      <source>Its grey from percentile {lower:g} to {upper:g} becomes 0 to 1; mean 0, standard deviation 1.</source>
      <translation>Ihr Grau von Perzentil {lower:g} bis {upper:g} wird 0 bis 1; Mittel 0, Standardabweichung 1.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/model_input.py" />
      <source>Not the picture on screen: your window, inversion, turn and zoom do not reach it.</source>
      <translation>Nicht das Bild auf dem Schirm: Ihr Fenster, Invertieren, Drehen und Zoom erreichen es nicht.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/model_input.py" />
      <source>Nothing: the film was declined ({reason}).</source>
      <translation>Nichts: Die Aufnahme wurde abgelehnt ({reason}).</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/model_input.py" />
      <source>Resampled to {size} × {size} as stored values, then shown through the film's default window.</source>
      <translation>Als gespeicherte Werte auf {size} × {size} umgerechnet, dann durch das Standardfenster der Aufnahme gezeigt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/model_input.py" />
      <source>The largest centred square of the film{lost}.</source>
      <translation>Das größte mittige Quadrat der Aufnahme{lost}.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/model_input.py" />
      <source>The whole film, on a black square.</source>
      <translation>Die ganze Aufnahme, auf einem schwarzen Quadrat.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/model_input.py" />
      <source>There is no model.</source>
      <translation>Es gibt kein Modell.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/model_input.py" />
      <source>What the model sees</source>
      <translation>Was das Modell sieht</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/outline_view.py" />
      <source>Open</source>
      <translation>Öffnen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/outline_view.py" />
      <source>Patients, studies and images</source>
      <translation>Patienten, Untersuchungen und Bilder</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/outline_view.py" />
      <source>Show</source>
      <translation>Zeigen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/outline_view.py" />
      <source>Show the first image</source>
      <translation>Das erste Bild zeigen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/query.py" />
      <source>AI abstained</source>
      <translation>KI enthielt sich</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/query.py" />
      <source>AI: least normal first</source>
      <translation>KI: Auffälligste zuerst</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/query.py" />
      <source>All images</source>
      <translation>Alle Bilder</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/query.py" />
      <source>Analysed</source>
      <translation>Ausgewertet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/query.py" />
      <source>As opened</source>
      <translation>Wie geöffnet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/query.py" />
      <source>Declined by the AI</source>
      <translation>Von der KI abgelehnt</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/query.py" />
      <source>Key images</source>
      <translation>Schlüsselbilder</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/query.py" />
      <source>Most images first</source>
      <translation>Meiste Bilder zuerst</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/query.py" />
      <source>Newest first</source>
      <translation>Neueste zuerst</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/query.py" />
      <location filename="../../xraydesk/ui/worklist/filter_bar.py" />
      <source>Not reviewed</source>
      <translation>Nicht befundet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/recent.py" />
      <source>it is no longer where it was</source>
      <translation>sie ist nicht mehr da, wo sie war</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/recent_list.py" />
      <source>Clear the list</source>
      <translation>Liste leeren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/recent_list.py" />
      <source>Clear the list of recent files</source>
      <translation>Liste der zuletzt geöffneten Dateien leeren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/recent_list.py" />
      <source>Open recent</source>
      <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/recent_list.py" />
      <source>RECENT</source>
      <translation>ZULETZT</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/recent_list.py" />
      <location filename="../../xraydesk/ui/worklist/run_box.py" />
      <source>{name} and {n} more</source>
      <translation>{name} und {n} weitere</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/study_browser.py" />
      <source>Filter the studies</source>
      <translation>Untersuchungen filtern</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/study_browser.py" />
      <source>How much is listed</source>
      <translation>Wie viel aufgelistet ist</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/study_browser.py" />
      <source>Name, ID, date, description, view …</source>
      <translation>Name, ID, Datum, Beschreibung, Projektion …</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/study_browser.py" />
      <source>Nothing found</source>
      <translation>Nichts gefunden</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/study_browser.py" />
      <source>Order of the patients</source>
      <translation>Reihenfolge der Patienten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/study_browser.py" />
      <source>Which images are listed</source>
      <translation>Welche Bilder aufgelistet sind</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/study_browser.py" />
      <source>{found} of {total}</source>
      <translation>{found} von {total}</translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/studies/study_browser.py" />
      <source>{n} patients</source>
      <translation>
        <numerusform>{n} Patient</numerusform>
        <numerusform>{n} Patienten</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/tag_browser.py" />
      <source>About the list</source>
      <translation>Zur Liste</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/tag_browser.py" />
      <location filename="../../xraydesk/ui/worklist/failed_files.py" />
      <source>Copy</source>
      <translation>Kopieren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/tag_browser.py" />
      <source>Elements</source>
      <translation>Elemente</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/tag_browser.py" />
      <source>File contents</source>
      <translation>Inhalt der Datei</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/tag_browser.py" />
      <source>Search the elements</source>
      <translation>Elemente durchsuchen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/tag_browser.py" />
      <source>Search: tag, name or value</source>
      <translation>Suche: Tag, Name oder Wert</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/tag_browser.py" />
      <source>Value of the chosen element</source>
      <translation>Wert des gewählten Elements</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/tag_browser.py" />
      <location filename="../../xraydesk/ui/worklist/line.py" />
      <source>hidden</source>
      <translation>verborgen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/tag_browser.py" />
      <source>reading …</source>
      <translation>wird gelesen …</translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/studies/tag_browser.py" />
      <source>{n} elements</source>
      <translation>
        <numerusform>{n} Element</numerusform>
        <numerusform>{n} Elemente</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/studies/tag_browser.py" />
      <source>{n} elements found</source>
      <translation>
        <numerusform>{n} Element gefunden</numerusform>
        <numerusform>{n} Elemente gefunden</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/tag_model.py" />
      <source>Tag</source>
      <translation>Tag</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/tag_model.py" />
      <source>VR</source>
      <translation>VR</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/tag_model.py" />
      <source>empty</source>
      <translation>leer</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/tag_model.py" />
      <source>undefined</source>
      <translation>undefiniert</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/tag_model.py" />
      <source>unknown</source>
      <translation>unbekannt</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/studies/thumbnail_strip.py" />
      <source>Opened files</source>
      <translation>Geöffnete Dateien</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/view/choices.py" />
      <source>full range</source>
      <translation>voller Bereich</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/view/choices.py" />
      <source>no window or table: full range</source>
      <translation>kein Fenster, keine Tabelle: voller Bereich</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/view/choices.py" />
      <source>{name}, Hounsfield units</source>
      <translation>{name}, Hounsfield-Einheiten</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/view/choices.py" />
      <source>{name}, {low} to {high} %</source>
      <translation>{name}, {low} bis {high} %</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/view/corner_plan.py" />
      <source>Image {number}</source>
      <translation>Bild {number}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/view/corner_texts.py" />
      <source>patient data hidden</source>
      <translation>Patientendaten ausgeblendet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/view/magnifier.py" />
      <source>{factor} ×</source>
      <translation>{factor} ×</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/view/orientation.py" />
      <source>FLIPPED</source>
      <translation>GESPIEGELT</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/view/orientation.py" />
      <source>ROTATED {degrees}°</source>
      <translation>GEDREHT {degrees}°</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/view/view_texts.py" />
      <source>AI read frame {number} only</source>
      <translation>KI las nur Einzelbild {number}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/view/view_texts.py" />
      <source>Frame {number} / {count}</source>
      <translation>Einzelbild {number} / {count}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/view/view_texts.py" />
      <source>LOSSY</source>
      <translation>VERLUSTBEHAFTET</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/view/view_texts.py" />
      <source>Zoom {percent} %</source>
      <translation>Zoom {percent} %</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/view/view_texts.py" />
      <source>overlays hidden</source>
      <translation>Overlays ausgeblendet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/view/view_texts.py" />
      <source>▶ {rate} per second</source>
      <translation>▶ {rate} pro Sekunde</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/view/windowing.py" />
      <source>{number} of {count} of the file</source>
      <translation>{number} von {count} der Datei</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <source>Answer</source>
      <translation>Antwort</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <source>Calibrated probability of that label.</source>
      <translation>Kalibrierte Wahrscheinlichkeit dieser Klasse.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <source>Date of the study</source>
      <translation>Datum der Untersuchung</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <source>Date of the study.</source>
      <translation>Datum der Untersuchung.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <source>Film</source>
      <translation>Aufnahme</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <source>How many notes there are on the film.</source>
      <translation>Wie viele Notizen es zur Aufnahme gibt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <source>How screening the file ended; a click sorts by it.</source>
      <translation>Wie die Datei ausging; ein Klick sortiert danach.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <source>In order of arrival</source>
      <translation>In der Reihenfolge des Eingangs</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <source>Labels that cannot be ruled out</source>
      <translation>Klassen, die nicht auszuschließen sind</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <source>Name of the patient, or the ID where there is none.</source>
      <translation>Name des Patienten, oder die ID, wo keiner steht.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <source>Notes</source>
      <translation>Notizen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <source>Other model</source>
      <translation>Anderes Modell</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <location filename="../../xraydesk/ui/worklist/side_by_side.py" />
      <source>Patient</source>
      <translation>Patient</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <location filename="../../xraydesk/ui/worklist/filter_bar.py" />
      <source>Probability</source>
      <translation>Wahrscheinlichkeit</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <location filename="../../xraydesk/ui/worklist/filter_bar.py" />
      <source>Reviewed</source>
      <translation>Beurteilt</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <location filename="../../xraydesk/ui/worklist/filter_bar.py" />
      <source>Reviewed or not</source>
      <translation>Beurteilt oder nicht</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <source>Since when the film is on the list; a clock marks what waits too long.</source>
      <translation>Seit wann die Aufnahme auf der Liste steht; eine Uhr markiert, was zu lange wartet.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <location filename="../../xraydesk/ui/worklist/failed_files.py" />
      <location filename="../../xraydesk/ui/worklist/filter_bar.py" />
      <source>Status</source>
      <translation>Status</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <location filename="../../xraydesk/ui/worklist/filter_bar.py" />
      <source>Study</source>
      <translation>Untersuchung</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <source>The film and its file; a click sorts by file.</source>
      <translation>Die Aufnahme und ihre Datei; ein Klick sortiert nach der Datei.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <source>The likeliest label, or which labels cannot be ruled out, or why there is none.</source>
      <translation>Die wahrscheinlichste Klasse, oder welche Klassen nicht auszuschließen sind, oder warum es keine gibt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <source>Triage: read first what is least normal</source>
      <translation>Triage: am wenigsten Normales zuerst</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <source>Waiting</source>
      <translation>Wartet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <source>What a reader declared of the film.</source>
      <translation>Was ein Befunder zur Aufnahme erklärt hat.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/columns.py" />
      <source>What another model has said of the film.</source>
      <translation>Was ein anderes Modell zur Aufnahme gesagt hat.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/commands.py" />
      <source>Correct</source>
      <translation>Korrigieren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/commands.py" />
      <location filename="../../xraydesk/ui/worklist/round.py" />
      <source>Every other film of the list was reviewed.</source>
      <translation>Jede andere Aufnahme der Liste wurde beurteilt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/commands.py" />
      <source>Keep the note</source>
      <translation>Notiz behalten</translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/commands.py" />
      <source>Note on these {n} films</source>
      <translation>
        <numerusform>Notiz zu dieser {n} Aufnahme</numerusform>
        <numerusform>Notiz zu diesen {n} Aufnahmen</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/commands.py" />
      <source>Note on this film</source>
      <translation>Notiz zu dieser Aufnahme</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/commands.py" />
      <source>This window only reads. Give verdicts and notes in the window that was opened first.</source>
      <translation>Dieses Fenster liest nur. Urteile und Notizen gehören in das Fenster, das zuerst geöffnet wurde.</translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/commands.py" />
      <source>What are these {n} films instead?</source>
      <translation>
        <numerusform>Was ist diese {n} Aufnahme stattdessen?</numerusform>
        <numerusform>Was sind diese {n} Aufnahmen stattdessen?</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/commands.py" />
      <source>What is it instead?</source>
      <translation>Was ist es stattdessen?</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>A folder that the trainer reads: the films that a reader gave a label.</source>
      <translation>Ein Ordner, den der Trainer liest: die Aufnahmen, denen ein Befunder eine Klasse gab.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>A folder: each film beside itself with the heatmap, and what was answered.</source>
      <translation>Ein Ordner: jede Aufnahme, daneben dieselbe mit der Heatmap, und die Antwort.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>A folder: each film rebuilt from its pixels, with new identifiers.</source>
      <translation>Ein Ordner: jede Aufnahme aus ihren Pixeln neu aufgebaut, mit neuen Kennungen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>About the format</source>
      <translation>Über das Format</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>Choose a file or folder</source>
      <translation>Datei oder Ordner wählen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>Choose…</source>
      <translation>Wählen…</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>Copy the films</source>
      <translation>Aufnahmen kopieren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>Copy the films into the folder</source>
      <translation>Die Aufnahmen in den Ordner kopieren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>Counts, agreement and the films in triage order, to read or pass on.</source>
      <translation>Zählungen, Übereinstimmung und die Aufnahmen nach Dringlichkeit, zum Lesen oder Weitergeben.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>Counts, agreement, evidence and limits on a sheet, then the films in triage order.</source>
      <translation>Zählungen, Übereinstimmung, Belege und Grenzen auf einem Blatt, dann die Aufnahmen nach Dringlichkeit.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>Export</source>
      <translation>Exportieren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>Export run {run}</source>
      <translation>Lauf {run} exportieren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>File or folder</source>
      <translation>Datei oder Ordner</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>File to export into</source>
      <translation>Datei für den Export</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>Folder to export into</source>
      <translation>Ordner für den Export</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>Format</source>
      <translation>Format</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>Name no patient, reader, file or folder</source>
      <translation>Weder Patient noch Befunder, Datei oder Ordner nennen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>Name nobody</source>
      <translation>Niemanden nennen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>One line a file, for other programs.</source>
      <translation>Eine Zeile je Datei, für andere Programme.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>One line a file, with filters, for people.</source>
      <translation>Eine Zeile je Datei, mit Filtern, für Menschen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>One object a file with all that is known, for other programs.</source>
      <translation>Ein Objekt je Datei mit allem, was bekannt ist, für andere Programme.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>State of the export</source>
      <translation>Stand des Exports</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>Stop</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>To</source>
      <translation>Nach</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>What</source>
      <translation>Was</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>What to export</source>
      <translation>Was exportiert wird</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>{name} is there already and will be replaced.</source>
      <translation>{name} ist schon da und wird ersetzt.</translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>{n} selected lines</source>
      <translation>
        <numerusform>{n} ausgewählte Zeile</numerusform>
        <numerusform>{n} ausgewählte Zeilen</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/exporting.py" />
      <source>Exporting …</source>
      <translation>Export läuft …</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/exporting.py" />
      <source>Run {run}: {films} exported to {target}.</source>
      <translation>Lauf {run}: {films} exportiert nach {target}.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/exporting.py" />
      <source>Stopped; of a folder, the files written before remain.</source>
      <translation>Abgebrochen; in einem Ordner bleiben die schon geschriebenen Dateien.</translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/exporting.py" />
      <location filename="../../xraydesk/ui/worklist/page.py" />
      <source>{n} films</source>
      <translation>
        <numerusform>{n} Aufnahme</numerusform>
        <numerusform>{n} Aufnahmen</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/exporting.py" />
      <source>{n} films opened …</source>
      <translation>
        <numerusform>{n} Aufnahme geöffnet …</numerusform>
        <numerusform>{n} Aufnahmen geöffnet …</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/failed_files.py" />
      <source>Copy the selected files, or all</source>
      <translation>Die gewählten Dateien kopieren, oder alle</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/failed_files.py" />
      <source>Every file of this run that was looked at has an answer.</source>
      <translation>Jede Datei dieses Laufs, die angesehen wurde, hat eine Antwort.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/failed_files.py" />
      <source>Export this list</source>
      <translation>Diese Liste exportieren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/failed_files.py" />
      <source>Export…</source>
      <translation>Exportieren …</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/failed_files.py" />
      <source>How many files</source>
      <translation>Anzahl der Dateien</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/failed_files.py" />
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>Reading …</source>
      <translation>Wird gelesen …</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/failed_files.py" />
      <source>The first {n} are shown; an export has all.</source>
      <translation>Die ersten {n} sind gezeigt; ein Export enthält alle.</translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/failed_files.py" />
      <source>{n} files of this run have no answer.</source>
      <translation>
        <numerusform>{n} Datei dieses Laufs hat keine Antwort.</numerusform>
        <numerusform>{n} Dateien dieses Laufs haben keine Antwort.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>Answers by label</source>
      <translation>Antworten nach Klasse</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>Both say the same of {agreed} of {films} films</source>
      <translation>Beide sagen dasselbe von {agreed} von {films} Aufnahmen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>Cohen’s kappa</source>
      <translation>Cohens Kappa</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>Files by status</source>
      <translation>Dateien nach Status</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>Films read before the answer was seen</source>
      <translation>Aufnahmen, die vor der Antwort befundet wurden</translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>In {n} of these films the reader had seen the model’s answer first: that is no independent agreement.</source>
      <translation>
        <numerusform>Bei {n} dieser Aufnahmen hatte der Befunder die Antwort des Modells vorher gesehen: Das ist keine unabhängige Übereinstimmung.</numerusform>
        <numerusform>Bei {n} dieser Aufnahmen hatte der Befunder die Antwort des Modells vorher gesehen: Das ist keine unabhängige Übereinstimmung.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>Kappa is given from {n} films on.</source>
      <translation>
        <numerusform>Kappa wird ab {n} Aufnahme angegeben.</numerusform>
        <numerusform>Kappa wird ab {n} Aufnahmen angegeben.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>Left out:</source>
      <translation>Nicht mitgezählt:</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>No film can be compared yet.</source>
      <translation>Noch lässt sich keine Aufnahme vergleichen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>Nobody has declared anything about a film of this run yet.</source>
      <translation>Noch hat niemand zu einer Aufnahme dieses Laufs etwas erklärt.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>Readers and model</source>
      <translation>Befunder und Modell</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>interval</source>
      <translation>Intervall</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>other</source>
      <translation>anderes</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>reader ↓   model →</source>
      <translation>Befunder ↓   Modell →</translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>{n} files reviewed</source>
      <translation>
        <numerusform>{n} Datei beurteilt</numerusform>
        <numerusform>{n} Dateien beurteilt</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <location filename="../../xraydesk/ui/worklist/page.py" />
      <source>{n} not reviewed</source>
      <translation>
        <numerusform>{n} nicht beurteilt</numerusform>
        <numerusform>{n} nicht beurteilt</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>{n} on which the model abstained</source>
      <translation>
        <numerusform>{n}, bei denen sich das Modell enthielt</numerusform>
        <numerusform>{n}, bei denen sich das Modell enthielt</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>{n} scored against advice</source>
      <translation>
        <numerusform>{n} entgegen dem Rat bewertet</numerusform>
        <numerusform>{n} entgegen dem Rat bewertet</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>{n} without one clear verdict</source>
      <translation>
        <numerusform>{n} ohne eindeutiges Urteil</numerusform>
        <numerusform>{n} ohne eindeutiges Urteil</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/filter_bar.py" />
      <source>A label that cannot be ruled out</source>
      <translation>Eine Klasse, die nicht auszuschließen ist</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/filter_bar.py" />
      <source>A year, a month or a day, such as 2024, 2024-03 or 2024-03-31</source>
      <translation>Ein Jahr, ein Monat oder ein Tag, etwa 2024, 2024-03 oder 2024-03-31</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/filter_bar.py" />
      <source>Any set of labels</source>
      <translation>Alle Klassenmengen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/filter_bar.py" />
      <source>Clear</source>
      <translation>Leeren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/filter_bar.py" />
      <source>Find in the worklist</source>
      <translation>In der Arbeitsliste suchen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/filter_bar.py" />
      <source>Greatest probability</source>
      <translation>Größte Wahrscheinlichkeit</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/filter_bar.py" />
      <source>Label</source>
      <translation>Klasse</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/filter_bar.py" />
      <source>Least probability</source>
      <translation>Kleinste Wahrscheinlichkeit</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/filter_bar.py" />
      <source>May be {label}</source>
      <translation>Vielleicht {label}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/filter_bar.py" />
      <source>Order</source>
      <translation>Reihenfolge</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/filter_bar.py" />
      <source>Order of the worklist</source>
      <translation>Reihenfolge der Arbeitsliste</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/filter_bar.py" />
      <source>Patient, file, folder or reason</source>
      <translation>Patient, Datei, Ordner oder Grund</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/filter_bar.py" />
      <source>Reverse</source>
      <translation>Umkehren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/filter_bar.py" />
      <source>Reverse the order</source>
      <translation>Reihenfolge umkehren</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/filter_bar.py" />
      <source>Studies from</source>
      <translation>Untersuchungen ab</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/filter_bar.py" />
      <source>Studies until</source>
      <translation>Untersuchungen bis</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/filter_bar.py" />
      <source>The other end of this order first; the triage order has none.</source>
      <translation>Das andere Ende dieser Reihenfolge zuerst; die Triage hat keines.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/filter_bar.py" />
      <source>YYYY-MM-DD</source>
      <translation>JJJJ-MM-TT</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/in_window.py" />
      <source>Film {number} of {films} of the worklist</source>
      <translation>Aufnahme {number} von {films} der Arbeitsliste</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/in_window.py" />
      <source>Next unreviewed</source>
      <translation>Nächste nicht beurteilte</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/in_window.py" />
      <source>Place in the worklist</source>
      <translation>Platz in der Arbeitsliste</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/line.py" />
      <source>look at the film first</source>
      <translation>erst die Aufnahme ansehen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/line.py" />
      <source>under an hour</source>
      <translation>unter einer Stunde</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/line.py" />
      <source>unreachable</source>
      <translation>nicht erreichbar</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/line.py" />
      <source>waiting</source>
      <translation>wartet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/line.py" />
      <source>waits too long</source>
      <translation>wartet zu lange</translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/line.py" />
      <source>{n} days</source>
      <translation>
        <numerusform>{n} Tag</numerusform>
        <numerusform>{n} Tage</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/line.py" />
      <source>{n} hours</source>
      <translation>
        <numerusform>{n} Stunde</numerusform>
        <numerusform>{n} Stunden</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/line_list.py" />
      <source>nothing</source>
      <translation>nichts</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/page.py" />
      <source>Choose columns</source>
      <translation>Spalten wählen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/page.py" />
      <source>How many films</source>
      <translation>Anzahl der Aufnahmen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/page.py" />
      <source>No film of this run fits the filter.</source>
      <translation>Keine Aufnahme dieses Laufs passt zum Filter.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/page.py" />
      <source>Notes: {notes}</source>
      <translation>Notizen: {notes}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/page.py" />
      <source>Nothing was screened yet. Drop a folder on the window: its films come onto this list.</source>
      <translation>Noch wurde nichts durchgesehen. Ziehen Sie einen Ordner auf das Fenster: Seine Aufnahmen kommen auf diese Liste.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/page.py" />
      <source>Run</source>
      <translation>Lauf</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/page.py" />
      <source>The chosen film</source>
      <translation>Die gewählte Aufnahme</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/page.py" />
      <source>The worklist is empty</source>
      <translation>Die Arbeitsliste ist leer</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/page.py" />
      <source>There is no film in this run yet.</source>
      <translation>In diesem Lauf ist noch keine Aufnahme.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/page.py" />
      <source>What was done</source>
      <translation>Was geschah</translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/page.py" />
      <source>{n} lines copied.</source>
      <translation>
        <numerusform>{n} Zeile kopiert.</numerusform>
        <numerusform>{n} Zeilen kopiert.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/page.py" />
      <source>{n} listed</source>
      <translation>
        <numerusform>{n} gelistet</numerusform>
        <numerusform>{n} gelistet</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/page.py" />
      <source>{n} selected</source>
      <translation>
        <numerusform>{n} ausgewählt</numerusform>
        <numerusform>{n} ausgewählt</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/review_steps.py" />
      <source>Accepted: {n} films.</source>
      <translation>
        <numerusform>Angenommen: {n} Aufnahme.</numerusform>
        <numerusform>Angenommen: {n} Aufnahmen.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/review_steps.py" />
      <source>Corrected: {n} films.</source>
      <translation>
        <numerusform>Korrigiert: {n} Aufnahme.</numerusform>
        <numerusform>Korrigiert: {n} Aufnahmen.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/review_steps.py" />
      <source>Nothing was declared.</source>
      <translation>Nichts wurde erklärt.</translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/review_steps.py" />
      <source>Rejected: {n} films.</source>
      <translation>
        <numerusform>Verworfen: {n} Aufnahme.</numerusform>
        <numerusform>Verworfen: {n} Aufnahmen.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/review_steps.py" />
      <source>There is nothing to take back here.</source>
      <translation>Hier gibt es nichts zurückzunehmen.</translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/review_steps.py" />
      <source>Verdicts taken back: {n} films.</source>
      <translation>
        <numerusform>Urteil zurückgenommen: {n} Aufnahme.</numerusform>
        <numerusform>Urteile zurückgenommen: {n} Aufnahmen.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/review_steps.py" />
      <source>{n} were so already.</source>
      <translation>
        <numerusform>{n} war es schon.</numerusform>
        <numerusform>{n} waren es schon.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/review_steps.py" />
      <source>{n} without an answer that you may see were left out.</source>
      <translation>
        <numerusform>{n} ohne Antwort, die Sie sehen dürfen, wurde ausgelassen.</numerusform>
        <numerusform>{n} ohne Antwort, die Sie sehen dürfen, wurden ausgelassen.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/reviewing.py" />
      <source>Done again on {n} lines.</source>
      <translation>
        <numerusform>Auf {n} Zeile wiederholt.</numerusform>
        <numerusform>Auf {n} Zeilen wiederholt.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/reviewing.py" />
      <source>No note: these files could not be read.</source>
      <translation>Keine Notiz: Diese Dateien ließen sich nicht lesen.</translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/reviewing.py" />
      <source>Taken back on {n} lines.</source>
      <translation>
        <numerusform>Auf {n} Zeile zurückgenommen.</numerusform>
        <numerusform>Auf {n} Zeilen zurückgenommen.</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/reviewing.py" />
      <source>There is nothing to do again in the worklist.</source>
      <translation>In der Arbeitsliste gibt es nichts zu wiederholen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/reviewing.py" />
      <source>There is nothing to undo in the worklist.</source>
      <translation>In der Arbeitsliste gibt es nichts rückgängig zu machen.</translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/reviewing.py" />
      <source>{n} films noted</source>
      <translation>
        <numerusform>{n} Aufnahme mit Notiz versehen</numerusform>
        <numerusform>{n} Aufnahmen mit Notiz versehen</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/run_box.py" />
      <source>Screening run</source>
      <translation>Durchlauf</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/run_box.py" />
      <source>cancelled</source>
      <translation>abgebrochen</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/run_box.py" />
      <source>not finished</source>
      <translation>nicht beendet</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/run_box.py" />
      <source>run {number}</source>
      <translation>Lauf {number}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/side_by_side.py" />
      <source>Before</source>
      <translation>Vorher</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/side_by_side.py" />
      <source>Films that changed</source>
      <translation>Aufnahmen, die sich geändert haben</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/side_by_side.py" />
      <source>Moved by</source>
      <translation>Verschoben um</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/side_by_side.py" />
      <source>Now</source>
      <translation>Jetzt</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/side_by_side.py" />
      <source>Now: {run}</source>
      <translation>Jetzt: {run}</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/side_by_side.py" />
      <source>Of {films} films that are in both runs, {changed} have another answer now.</source>
      <translation>Von {films} Aufnahmen in beiden Läufen haben {changed} jetzt eine andere Antwort.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/side_by_side.py" />
      <source>The other run</source>
      <translation>Der andere Lauf</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/side_by_side.py" />
      <source>There is no other run to compare with.</source>
      <translation>Es gibt keinen anderen Lauf zum Vergleichen.</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/side_by_side.py" />
      <source>This run</source>
      <translation>Dieser Lauf</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/side_by_side.py" />
      <source>What changed</source>
      <translation>Was sich geändert hat</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/side_by_side.py" />
      <source>not in this run</source>
      <translation>nicht in diesem Lauf</translation>
    </message>
    <message>
      <location filename="../../xraydesk/ui/worklist/thumbnails.py" />
      <source>the film is not there any more</source>
      <translation>die Aufnahme ist nicht mehr da</translation>
    </message>
  </context>
</TS>
