extension Catalogue {
    /// Which secrets an instance reads, each by explicit choice as a file or as a variable.
    static let secrets: [Parameter] = [
        .operators(
            "secrets.files",
            .list(.object(["name": .string, "destination": .path, "mode": .choice(["0400", "0440", "0444"])])),
            default: .omitted, merging: .elements(by: "destination"),
            doc: "Secrets as files in memory, which belong to its user and have mode 0400 unless given; "
                + "merged by destination."),
        .operators(
            "secrets.env", .map(.string), default: .omitted,
            doc: "Secrets as variables, by the variable's name; merged by name."),
        .emergences(
            "secrets.values", .map(.string), default: .computed("the secrets that secrets.files and secrets.env name"),
            doc: "The revision of each secret's value that it has; never the value."),
    ]
}
