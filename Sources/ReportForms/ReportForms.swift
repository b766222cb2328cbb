// ReportForms
