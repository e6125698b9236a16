<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
  <context>
    <name>XRayDesk</name>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/main_window.py" />
      <source>Restore the last session ({n} files)</source>
      <translation>
        <numerusform>Restore the last session ({n} file)</numerusform>
        <numerusform>Restore the last session ({n} files)</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/measure/notebook.py" />
      <source>{n} stored annotations cannot be shown</source>
      <translation>
        <numerusform>{n} stored annotation cannot be shown</numerusform>
        <numerusform>{n} stored annotations cannot be shown</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/measure/panel.py" />
      <source>{n} annotations</source>
      <translation>
        <numerusform>{n} annotation</numerusform>
        <numerusform>{n} annotations</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/screening/strip.py" />
      <source>{n} more screenings wait</source>
      <translation>
        <numerusform>{n} more screening waits</numerusform>
        <numerusform>{n} more screenings wait</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/screening/words.py" />
      <location filename="../../xraydesk/ui/studies/line_texts.py" />
      <location filename="../../xraydesk/ui/studies/study_browser.py" />
      <source>{n} files</source>
      <translation>
        <numerusform>{n} file</numerusform>
        <numerusform>{n} files</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/screening/words.py" />
      <source>{n} minutes left</source>
      <translation>
        <numerusform>{n} minute left</numerusform>
        <numerusform>{n} minutes left</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/screening/words.py" />
      <source>{n} screenings did not come to their end.</source>
      <translation>
        <numerusform>{n} screening did not come to its end.</numerusform>
        <numerusform>{n} screenings did not come to their end.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/shell/notices.py" />
      <source>(+{n} more)</source>
      <translation>
        <numerusform>(+{n} more)</numerusform>
        <numerusform>(+{n} more)</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>The file has {n} overlay planes over the picture.</source>
      <translation>
        <numerusform>The file has {n} overlay plane over the picture.</numerusform>
        <numerusform>The file has {n} overlay planes over the picture.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/studies/explanation.py" />
      <source>{n} overlay planes mark a region and are not drawn.</source>
      <translation>
        <numerusform>{n} overlay plane marks a region and is not drawn.</numerusform>
        <numerusform>{n} overlay planes mark a region and are not drawn.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/studies/line_texts.py" />
      <source>{n} files to go</source>
      <translation>
        <numerusform>{n} file to go</numerusform>
        <numerusform>{n} files to go</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/studies/line_texts.py" />
      <location filename="../../xraydesk/ui/studies/recent_list.py" />
      <location filename="../../xraydesk/ui/studies/study_browser.py" />
      <source>{n} images</source>
      <translation>
        <numerusform>{n} image</numerusform>
        <numerusform>{n} images</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/studies/line_texts.py" />
      <source>{n} studies</source>
      <translation>
        <numerusform>{n} study</numerusform>
        <numerusform>{n} studies</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/studies/study_browser.py" />
      <source>{n} patients</source>
      <translation>
        <numerusform>{n} patient</numerusform>
        <numerusform>{n} patients</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/studies/tag_browser.py" />
      <source>{n} elements</source>
      <translation>
        <numerusform>{n} element</numerusform>
        <numerusform>{n} elements</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/studies/tag_browser.py" />
      <source>{n} elements found</source>
      <translation>
        <numerusform>{n} element found</numerusform>
        <numerusform>{n} elements found</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/commands.py" />
      <source>Note on these {n} films</source>
      <translation>
        <numerusform>Note on this {n} film</numerusform>
        <numerusform>Note on these {n} films</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/commands.py" />
      <source>What are these {n} films instead?</source>
      <translation>
        <numerusform>What is this {n} film instead?</numerusform>
        <numerusform>What are these {n} films instead?</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/export_dialog.py" />
      <source>{n} selected lines</source>
      <translation>
        <numerusform>{n} selected line</numerusform>
        <numerusform>{n} selected lines</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/exporting.py" />
      <location filename="../../xraydesk/ui/worklist/page.py" />
      <source>{n} films</source>
      <translation>
        <numerusform>{n} film</numerusform>
        <numerusform>{n} films</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/exporting.py" />
      <source>{n} films opened …</source>
      <translation>
        <numerusform>{n} film opened …</numerusform>
        <numerusform>{n} films opened …</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/failed_files.py" />
      <source>{n} files of this run have no answer.</source>
      <translation>
        <numerusform>{n} file of this run has no answer.</numerusform>
        <numerusform>{n} files of this run have no answer.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>In {n} of these films the reader had seen the model’s answer first: that is no independent agreement.</source>
      <translation>
        <numerusform>In {n} of these films the reader had seen the model’s answer first: that is no independent agreement.</numerusform>
        <numerusform>In {n} of these films the reader had seen the model’s answer first: that is no independent agreement.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>Kappa is given from {n} films on.</source>
      <translation>
        <numerusform>Kappa is given from {n} film on.</numerusform>
        <numerusform>Kappa is given from {n} films on.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>{n} files reviewed</source>
      <translation>
        <numerusform>{n} file reviewed</numerusform>
        <numerusform>{n} files reviewed</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <location filename="../../xraydesk/ui/worklist/page.py" />
      <source>{n} not reviewed</source>
      <translation>
        <numerusform>{n} not reviewed</numerusform>
        <numerusform>{n} not reviewed</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>{n} on which the model abstained</source>
      <translation>
        <numerusform>{n} on which the model abstained</numerusform>
        <numerusform>{n} on which the model abstained</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>{n} scored against advice</source>
      <translation>
        <numerusform>{n} scored against advice</numerusform>
        <numerusform>{n} scored against advice</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/figures.py" />
      <source>{n} without one clear verdict</source>
      <translation>
        <numerusform>{n} without one clear verdict</numerusform>
        <numerusform>{n} without one clear verdict</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/line.py" />
      <source>{n} days</source>
      <translation>
        <numerusform>{n} day</numerusform>
        <numerusform>{n} days</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/line.py" />
      <source>{n} hours</source>
      <translation>
        <numerusform>{n} hour</numerusform>
        <numerusform>{n} hours</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/page.py" />
      <source>{n} lines copied.</source>
      <translation>
        <numerusform>{n} line copied.</numerusform>
        <numerusform>{n} lines copied.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/page.py" />
      <source>{n} listed</source>
      <translation>
        <numerusform>{n} listed</numerusform>
        <numerusform>{n} listed</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/page.py" />
      <source>{n} selected</source>
      <translation>
        <numerusform>{n} selected</numerusform>
        <numerusform>{n} selected</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/review_steps.py" />
      <source>Accepted: {n} films.</source>
      <translation>
        <numerusform>Accepted: {n} film.</numerusform>
        <numerusform>Accepted: {n} films.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/review_steps.py" />
      <source>Corrected: {n} films.</source>
      <translation>
        <numerusform>Corrected: {n} film.</numerusform>
        <numerusform>Corrected: {n} films.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/review_steps.py" />
      <source>Rejected: {n} films.</source>
      <translation>
        <numerusform>Rejected: {n} film.</numerusform>
        <numerusform>Rejected: {n} films.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/review_steps.py" />
      <source>Verdicts taken back: {n} films.</source>
      <translation>
        <numerusform>Verdict taken back: {n} film.</numerusform>
        <numerusform>Verdicts taken back: {n} films.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/review_steps.py" />
      <source>{n} were so already.</source>
      <translation>
        <numerusform>{n} was so already.</numerusform>
        <numerusform>{n} were so already.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/review_steps.py" />
      <source>{n} without an answer that you may see were left out.</source>
      <translation>
        <numerusform>{n} without an answer that you may see was left out.</numerusform>
        <numerusform>{n} without an answer that you may see were left out.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/reviewing.py" />
      <source>Done again on {n} lines.</source>
      <translation>
        <numerusform>Done again on {n} line.</numerusform>
        <numerusform>Done again on {n} lines.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/reviewing.py" />
      <source>Taken back on {n} lines.</source>
      <translation>
        <numerusform>Taken back on {n} line.</numerusform>
        <numerusform>Taken back on {n} lines.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../xraydesk/ui/worklist/reviewing.py" />
      <source>{n} films noted</source>
      <translation>
        <numerusform>{n} film noted</numerusform>
        <numerusform>{n} films noted</numerusform>
      </translation>
    </message>
  </context>
</TS>
