import ConfigurationGraph
import OCI

extension GivenValues {
    /// Adds what a Nix artefact says of how it wants to be run: its programs are found, and its main program stands where
    /// an image's Entrypoint does.
    mutating func add(_ nix: NixArtefact) {
        add(
            .strings([nix.environmentPath]), for: "process.env",
            from: .rule("process.env.PATH", reason: "the programs of \(nix.descent) are found first"))
        guard let program = nix.program else { return }
        add(
            .strings([program]), for: "image.config.Entrypoint",
            from: .rule("process.args", reason: "it is the main program of \(nix.descent)"))
    }
}
