#!/bin/sh
echo "This project migrates with its own runner: npm run portail -- database migrate" >&2
exit 1
