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
      <location filename="../../xraydesk/ui/studies/study_browser.py" />
      <source>{n} files</source>
      <translation>
        <numerusform>{n} file</numerusform>
        <numerusform>{n} files</numerusform>
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
  </context>
</TS>
