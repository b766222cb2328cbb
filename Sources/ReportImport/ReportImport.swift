// ReportImport
