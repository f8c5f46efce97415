; The installer for Windows: for one user, without an administrator, in Vietnamese and English.
;
; makensis -INPUTCHARSET UTF8 -DVERSION=1.0.0 -DFILES=FOLDER -DICON=…/lienket.ico -DOUTPUT=FILE lienket.nsi
; FOLDER has lienket.exe, lienketw.exe, LICENSE-MIT, LICENSE-APACHE, LICENCES.txt, README.md, CHANGELOG.md,
; guide.vi.html, guide.en.html and samples\.

Unicode true
SetCompressor /SOLID lzma
!include "MUI2.nsh"

Name "Lienket"
OutFile "${OUTPUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\Lienket"
InstallDirRegKey HKCU "Software\Lienket" "Folder"
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "Lienket"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "Lienket"
VIAddVersionKey /LANG=0 "LegalCopyright" "MIT OR Apache-2.0"

!define PROGID "Lienket.Map"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Lienket"
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${MUI_ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\lienketw.exe"
!define MUI_FINISHPAGE_NOAUTOCLOSE

!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
; The first one is for systems that speak neither.
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "Vietnamese"

LangString MapType ${LANG_ENGLISH} "Lienket map"
LangString MapType ${LANG_VIETNAMESE} "Bản đồ Lienket"
LangString Running ${LANG_ENGLISH} "Lienket is running. Close it, then try again."
LangString Running ${LANG_VIETNAMESE} "Lienket đang chạy. Hãy đóng chương trình rồi thử lại."

; Stops where the program is in use: its file can then not be written.
!macro StopIfRunning UN
Function ${UN}StopIfRunning
  IfFileExists "$INSTDIR\lienketw.exe" 0 free
  again:
  ClearErrors
  FileOpen $0 "$INSTDIR\lienketw.exe" a
  IfErrors 0 closed
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(Running)" /SD IDCANCEL IDRETRY again
  Abort
  closed:
  FileClose $0
  free:
FunctionEnd
!macroend
!insertmacro StopIfRunning ""
!insertmacro StopIfRunning "un."

; Tells the desktop that associations have changed.
!macro TellDesktop
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Section
  SetShellVarContext current
  Call StopIfRunning
  SetOutPath "$INSTDIR"
  File "${FILES}\lienket.exe"
  File "${FILES}\lienketw.exe"
  File "${FILES}\LICENSE-MIT"
  File "${FILES}\LICENSE-APACHE"
  File "${FILES}\LICENCES.txt"
  File "${FILES}\README.md"
  File "${FILES}\CHANGELOG.md"
  File "${FILES}\guide.vi.html"
  File "${FILES}\guide.en.html"
  SetOutPath "$INSTDIR\samples"
  File "${FILES}\samples\*.lienket"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Lienket.lnk" "$INSTDIR\lienketw.exe"

  ; What a map is, under a name of our own.
  WriteRegStr HKCU "Software\Classes\${PROGID}" "" "$(MapType)"
  WriteRegStr HKCU "Software\Classes\${PROGID}\DefaultIcon" "" "$INSTDIR\lienketw.exe,0"
  WriteRegStr HKCU "Software\Classes\${PROGID}\shell\open\command" "" '"$INSTDIR\lienketw.exe" "%1"'
  ; Offered for maps; chosen only where nothing else is, by this user or on this computer.
  WriteRegStr HKCU "Software\Classes\.lienket\OpenWithProgids" "${PROGID}" ""
  ReadRegStr $0 HKCU "Software\Classes\.lienket" ""
  ReadRegStr $1 HKCR ".lienket" ""
  StrCmp "$0$1" "" 0 +2
  WriteRegStr HKCU "Software\Classes\.lienket" "" "${PROGID}"
  !insertmacro TellDesktop

  WriteRegStr HKCU "Software\Lienket" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Lienket"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\lienketw.exe,0"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Lienket contributors"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

; Removes what was installed and nothing else: maps, settings and earlier versions are their owner's.
Section "Uninstall"
  SetShellVarContext current
  Call un.StopIfRunning
  Delete "$INSTDIR\lienket.exe"
  Delete "$INSTDIR\lienketw.exe"
  Delete "$INSTDIR\LICENSE-MIT"
  Delete "$INSTDIR\LICENSE-APACHE"
  Delete "$INSTDIR\LICENCES.txt"
  Delete "$INSTDIR\README.md"
  Delete "$INSTDIR\CHANGELOG.md"
  Delete "$INSTDIR\guide.vi.html"
  Delete "$INSTDIR\guide.en.html"
  Delete "$INSTDIR\samples\can-tho-2019.lienket"
  Delete "$INSTDIR\samples\mango-mekong-2015.lienket"
  Delete "$INSTDIR\samples\rice-mekong-2020.lienket"
  RMDir "$INSTDIR\samples"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Lienket.lnk"

  DeleteRegValue HKCU "Software\Classes\.lienket\OpenWithProgids" "${PROGID}"
  ReadRegStr $0 HKCU "Software\Classes\.lienket" ""
  StrCmp $0 "${PROGID}" 0 +2
  DeleteRegValue HKCU "Software\Classes\.lienket" ""
  DeleteRegKey /ifempty HKCU "Software\Classes\.lienket\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "Software\Classes\.lienket"
  DeleteRegKey HKCU "Software\Classes\${PROGID}"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\Lienket"
  !insertmacro TellDesktop
SectionEnd
