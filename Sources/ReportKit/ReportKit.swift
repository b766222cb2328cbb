// The umbrella: a program that imports ReportKit has the model, the forms, the formats, the
// bundles with the limits of their containers, and the diagnostics at hand. The byte scanners and
// the importers stay inside.
@_exported public import ReportBundles
@_exported public import ReportContainers
@_exported public import ReportDiagnostics
@_exported public import ReportFormats
@_exported public import ReportForms
@_exported public import ReportModel
@_exported public import ReportRules
