@echo off
rem Runs the command line from a checkout on Windows; build first: mvn -Dquick -pl cli -am install
setlocal
set "JAR=%~dp0cli\target\mortise.jar"
if not exist "%JAR%" (
  echo mortise: %JAR% is missing; build it first: mvn -Dquick -pl cli -am install 1>&2
  exit /b 2
)
java -Xshare:auto -jar "%JAR%" %*
