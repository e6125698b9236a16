; The Windows installer of XRayDesk. Built by resources/installer/setup_program.py, which writes payload.nsh and gives:
;   VERSION  NUMBERS  EDITION  OUTPUT  PAYLOAD  ICON  LICENCE  SIZE_KB  and, where a certificate is there, SIGN
; UNPACKED leaves the files as they are.
;
; Silent:  setup.exe /S [/ALLUSERS] [/D=C:\a folder]          (/D comes last and without quotes)
;          uninstall.exe /S [/PURGE]                          (/PURGE removes the data of this user as well)
; Exit codes: 0 done, 1 cancelled, 2 failed, 5 XRayDesk is running or the folder cannot be written, 87 a folder that will not
; do, 740 /ALLUSERS without administrator's rights.

Unicode true
Target amd64-unicode
ManifestSupportedOS Win10
ManifestDPIAware true
RequestExecutionLevel user
!ifdef UNPACKED
  SetCompress off ; for tests, which have to wait for it
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "nsDialogs.nsh"
!include "x64.nsh"

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\XRayDesk"
!define APP_PATH_KEY "Software\Microsoft\Windows\CurrentVersion\App Paths\xraydesk.exe"
!define CLASSES "Software\Classes"
!define PROG_ID "XRayDesk.Film"
!define SHCNE_ASSOCCHANGED 0x08000000

Name "XRayDesk"
OutFile "${OUTPUT}"
BrandingText "XRayDesk ${VERSION} (${EDITION}): research use, not for diagnosis"
ShowInstDetails nevershow
ShowUninstDetails nevershow
; Else NSIS takes /D=C:\ for nothing and installs where it was not told to; folderWillDo refuses it in words.
AllowRootDirInstall true

VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "XRayDesk"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "XRayDesk setup (${EDITION})"
VIAddVersionKey "CompanyName" "The XRayDesk project"
VIAddVersionKey "LegalCopyright" "Apache-2.0; bundled weights CC BY-NC-SA 4.0"

!ifdef SIGN
  ; Between back quotes, since a command may hold quotes of either other kind.
  !finalize `${SIGN} "%1"`
  !uninstfinalize `${SIGN} "%1"`
!endif

Var ForEverybody
Var IsAdmin
Var ChoiceMe
Var ChoiceEverybody
Var Purge
Var PurgeBox
Var Upgrading

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
Page custom choosePage choosePageLeave
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE directoryLeave
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\xraydesk.exe"
!define MUI_FINISHPAGE_NOAUTOCLOSE
!insertmacro MUI_PAGE_FINISH
UninstPage custom un.purgePage un.purgePageLeave
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"

LangString ChooseTitle ${LANG_ENGLISH} "Who is it for?"
LangString ChooseTitle ${LANG_GERMAN} "Für wen?"
LangString ChooseMe ${LANG_ENGLISH} "Only for me (no administrator needed)"
LangString ChooseMe ${LANG_GERMAN} "Nur für mich (ohne Administrator)"
LangString ChooseEverybody ${LANG_ENGLISH} "For everybody on this computer"
LangString ChooseEverybody ${LANG_GERMAN} "Für alle an diesem Computer"
LangString NeedsAdmin ${LANG_ENGLISH} "To install for everybody, start this setup as an administrator."
LangString NeedsAdmin ${LANG_GERMAN} "Um für alle zu installieren, starten Sie dieses Programm als Administrator."
LangString IsRunning ${LANG_ENGLISH} "XRayDesk is running, or its folder cannot be written. Close it and try again."
LangString IsRunning ${LANG_GERMAN} "XRayDesk läuft gerade, oder sein Ordner ist nicht beschreibbar. Schließen Sie es und versuchen Sie es erneut."
LangString WrongFolder ${LANG_ENGLISH} "XRayDesk keeps the data of its users in that folder, or it is a drive. Choose another one."
LangString WrongFolder ${LANG_GERMAN} "In diesem Ordner liegen die Daten der Benutzer von XRayDesk, oder es ist ein Laufwerk. Wählen Sie einen anderen."
LangString Needs64 ${LANG_ENGLISH} "XRayDesk needs 64-bit Windows 10 or newer."
LangString Needs64 ${LANG_GERMAN} "XRayDesk braucht ein 64-Bit-Windows ab Version 10."
LangString PurgeTitle ${LANG_ENGLISH} "Remove XRayDesk"
LangString PurgeTitle ${LANG_GERMAN} "XRayDesk entfernen"
LangString PurgeText ${LANG_ENGLISH} "Your worklists, verdicts, models and settings stay unless you say otherwise."
LangString PurgeText ${LANG_GERMAN} "Ihre Arbeitslisten, Urteile, Modelle und Einstellungen bleiben, wenn Sie nichts anderes sagen."
LangString PurgeAsk ${LANG_ENGLISH} "Remove them too; nobody can bring them back"
LangString PurgeAsk ${LANG_GERMAN} "Auch sie entfernen; niemand kann sie zurückholen"
LangString FilmName ${LANG_ENGLISH} "DICOM film"
LangString FilmName ${LANG_GERMAN} "DICOM-Aufnahme"

!include "${PAYLOAD}"

; ------------------------------------------------------------------------------------------------ for whom, and where

!macro FindOutAdmin UN
  Function ${UN}findOutAdmin
    StrCpy $IsAdmin 0
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 == "Admin"
      StrCpy $IsAdmin 1
    ${EndIf}
  FunctionEnd
!macroend
!insertmacro FindOutAdmin ""
!insertmacro FindOutAdmin "un."

; Registry and folders of one user, or of all.
Function useContext
  ${If} $ForEverybody == 1
    SetShellVarContext all
  ${Else}
    SetShellVarContext current
  ${EndIf}
FunctionEnd

; Where an earlier version is, else where a new one belongs.
Function defaultFolder
  ReadRegStr $0 SHCTX "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $0 != ""
    StrCpy $INSTDIR $0
  ${ElseIf} $ForEverybody == 1
    StrCpy $INSTDIR "$PROGRAMFILES64\XRayDesk"
  ${Else}
    StrCpy $INSTDIR "$LOCALAPPDATA\Programs\XRayDesk"
  ${EndIf}
FunctionEnd

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "$(Needs64)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
  SetRegView 64
  Call findOutAdmin
  StrCpy $ForEverybody 0
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/ALLUSERS" $R1
  ${IfNot} ${Errors}
    StrCpy $ForEverybody 1
    ${If} $IsAdmin != 1
      MessageBox MB_OK|MB_ICONSTOP "$(NeedsAdmin)" /SD IDOK
      SetErrorLevel 740
      Quit
    ${EndIf}
  ${EndIf}
  Call useContext
  ; /D= has set the folder already.
  ${If} $INSTDIR == ""
    Call defaultFolder
  ${EndIf}
  ${If} ${Silent}
    Call folderWillDo
    ${If} $0 == 0
      SetErrorLevel 87
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Function choosePage
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/ALLUSERS" $R1
  ${IfNot} ${Errors}
    Abort
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "$(ChooseTitle)" ""
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 10u 100% 14u "$(ChooseMe)"
  Pop $ChoiceMe
  ${NSD_CreateRadioButton} 0 28u 100% 14u "$(ChooseEverybody)"
  Pop $ChoiceEverybody
  ${If} $ForEverybody == 1
    ${NSD_Check} $ChoiceEverybody
  ${Else}
    ${NSD_Check} $ChoiceMe
  ${EndIf}
  ${If} $IsAdmin != 1
    EnableWindow $ChoiceEverybody 0
    ${NSD_CreateLabel} 0 50u 100% 24u "$(NeedsAdmin)"
    Pop $0
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function choosePageLeave
  ${NSD_GetState} $ChoiceEverybody $0
  StrCpy $1 $ForEverybody
  StrCpy $ForEverybody 0
  ${If} $0 == ${BST_CHECKED}
    StrCpy $ForEverybody 1
  ${EndIf}
  Call useContext
  ${If} $1 != $ForEverybody
    Call defaultFolder
  ${EndIf}
FunctionEnd

; $0: 1 where the folder will do. Not a drive itself, and not the folder of the user's data.
Function folderWillDo
  StrCpy $0 1
  StrLen $1 $INSTDIR
  ${If} $1 <= 3
    StrCpy $0 0
  ${EndIf}
  SetShellVarContext current
  ${If} $INSTDIR == "$LOCALAPPDATA\XRayDesk"
    StrCpy $0 0
  ${EndIf}
  SetShellVarContext all
  ${If} $INSTDIR == "$APPDATA\XRayDesk"
    StrCpy $0 0
  ${EndIf}
  Call useContext
FunctionEnd

Function directoryLeave
  Call folderWillDo
  ${If} $0 == 0
    MessageBox MB_OK|MB_ICONEXCLAMATION "$(WrongFolder)"
    Abort
  ${EndIf}
FunctionEnd

; --------------------------------------------------------------------------------------------------------- install

; A program that runs can be read and renamed but not written.
!macro WaitUntilClosed UN
  Function ${UN}waitUntilClosed
    again:
    ${IfNot} ${FileExists} "$INSTDIR\xraydesk.exe"
      Return
    ${EndIf}
    ClearErrors
    FileOpen $0 "$INSTDIR\xraydesk.exe" a
    ${IfNot} ${Errors}
      FileClose $0
      Return
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IsRunning)" /SD IDCANCEL IDRETRY again
    SetErrorLevel 5
    Quit
  FunctionEnd
!macroend
!insertmacro WaitUntilClosed ""
!insertmacro WaitUntilClosed "un."

Section "XRayDesk"
  Call waitUntilClosed
  ; The version that is there takes its own files away, whatever they were called; only what is nobody else's goes whole.
  ${If} ${FileExists} "$INSTDIR\uninstall.exe"
  ${AndIf} ${FileExists} "$INSTDIR\_internal\*.*"
    InitPluginsDir
    CopyFiles /SILENT "$INSTDIR\uninstall.exe" "$PLUGINSDIR\earlier.exe"
    ExecWait '"$PLUGINSDIR\earlier.exe" /S /UPGRADE _?=$INSTDIR'
    RMDir /r "$INSTDIR\_internal"
    RMDir /r "$INSTDIR\licences"
  ${EndIf}

  ClearErrors
  CreateDirectory "$INSTDIR"
  FileOpen $0 "$INSTDIR\uninstall.exe" w
  ${If} ${Errors}
    MessageBox MB_OK|MB_ICONSTOP "$(IsRunning)" /SD IDOK
    SetErrorLevel 5
    Quit
  ${EndIf}
  FileClose $0
  !insertmacro PayloadInstall
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\XRayDesk.lnk" "$INSTDIR\xraydesk.exe" "" "$INSTDIR\xraydesk.exe" 0

  ; Offered under "Open with"; what opens a film by double click stays as it is. A start with a film hands it to the window
  ; that is open.
  WriteRegStr SHCTX "${CLASSES}\${PROG_ID}" "" "$(FilmName)"
  WriteRegStr SHCTX "${CLASSES}\${PROG_ID}\DefaultIcon" "" "$INSTDIR\xraydesk.exe,0"
  WriteRegStr SHCTX "${CLASSES}\${PROG_ID}\shell\open\command" "" '"$INSTDIR\xraydesk.exe" "%1"'
  WriteRegStr SHCTX "${CLASSES}\.dcm\OpenWithProgids" "${PROG_ID}" ""
  WriteRegStr SHCTX "${CLASSES}\.dicom\OpenWithProgids" "${PROG_ID}" ""
  WriteRegStr SHCTX "${CLASSES}\.dic\OpenWithProgids" "${PROG_ID}" ""
  WriteRegStr SHCTX "${CLASSES}\Applications\xraydesk.exe" "FriendlyAppName" "XRayDesk"
  WriteRegStr SHCTX "${CLASSES}\Applications\xraydesk.exe\shell\open\command" "" '"$INSTDIR\xraydesk.exe" "%1"'
  WriteRegStr SHCTX "${CLASSES}\Applications\xraydesk.exe\SupportedTypes" ".dcm" ""
  WriteRegStr SHCTX "${CLASSES}\Applications\xraydesk.exe\SupportedTypes" ".dicom" ""
  WriteRegStr SHCTX "${CLASSES}\Applications\xraydesk.exe\SupportedTypes" ".dic" ""
  WriteRegStr SHCTX "${APP_PATH_KEY}" "" "$INSTDIR\xraydesk.exe"

  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "XRayDesk"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\xraydesk.exe"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "The XRayDesk project"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Comments" "Edition ${EDITION}; research use, not for diagnosis"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
  System::Call 'shell32::SHChangeNotify(i ${SHCNE_ASSOCCHANGED}, i 0, p 0, p 0)'
SectionEnd

; -------------------------------------------------------------------------------------------------------- uninstall

Function un.onInit
  SetRegView 64
  Call un.findOutAdmin
  StrCpy $Purge 0
  StrCpy $Upgrading 0
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/PURGE" $R1
  ${IfNot} ${Errors}
    StrCpy $Purge 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/UPGRADE" $R1
  ${IfNot} ${Errors}
    StrCpy $Upgrading 1
  ${EndIf}
  ; Whose installation this is says the registry.
  SetShellVarContext current
  StrCpy $ForEverybody 0
  ReadRegStr $0 HKCU "${UNINSTALL_KEY}" "InstallLocation"
  ReadRegStr $1 HKLM "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $0 != $INSTDIR
  ${AndIf} $1 == $INSTDIR
    SetShellVarContext all
    StrCpy $ForEverybody 1
    ${If} $IsAdmin != 1
      MessageBox MB_OK|MB_ICONSTOP "$(NeedsAdmin)" /SD IDOK
      SetErrorLevel 740
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Function un.purgePage
  !insertmacro MUI_HEADER_TEXT "$(PurgeTitle)" ""
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateLabel} 0 10u 100% 24u "$(PurgeText)"
  Pop $0
  ${NSD_CreateCheckBox} 0 40u 100% 14u "$(PurgeAsk)"
  Pop $PurgeBox
  nsDialogs::Show
FunctionEnd

Function un.purgePageLeave
  ${NSD_GetState} $PurgeBox $0
  StrCpy $Purge 0
  ${If} $0 == ${BST_CHECKED}
    StrCpy $Purge 1
  ${EndIf}
FunctionEnd

!macro ForgetExtension EXTENSION
  DeleteRegValue SHCTX "${CLASSES}\${EXTENSION}\OpenWithProgids" "${PROG_ID}"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\${EXTENSION}\OpenWithProgids"
  DeleteRegKey /ifempty SHCTX "${CLASSES}\${EXTENSION}"
!macroend

Section "Uninstall"
  Call un.waitUntilClosed
  SetOutPath "$TEMP"
  ; File by file, so that nothing goes that was not installed; a folder goes when it is empty.
  !insertmacro PayloadUninstall
  ${If} $Upgrading == 0
    Delete "$SMPROGRAMS\XRayDesk.lnk"
    DeleteRegKey SHCTX "${CLASSES}\${PROG_ID}"
    DeleteRegKey SHCTX "${CLASSES}\Applications\xraydesk.exe"
    DeleteRegKey SHCTX "${APP_PATH_KEY}"
    !insertmacro ForgetExtension ".dcm"
    !insertmacro ForgetExtension ".dicom"
    !insertmacro ForgetExtension ".dic"
    DeleteRegKey SHCTX "${UNINSTALL_KEY}"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    System::Call 'shell32::SHChangeNotify(i ${SHCNE_ASSOCCHANGED}, i 0, p 0, p 0)'
    ${If} $Purge == 1
      SetShellVarContext current
      RMDir /r "$LOCALAPPDATA\XRayDesk"
    ${EndIf}
  ${EndIf}
SectionEnd
