// Starts `newslint server` and shows what it says; all else is the server's.
const { commands, window, workspace } = require("vscode");
const { LanguageClient } = require("vscode-languageclient/node");

const LANGUAGES = ["plaintext", "markdown", "html"];
let client;

async function start() {
  const [command, ...args] = workspace.getConfiguration("newslint").get("command");
  const documentSelector = LANGUAGES.flatMap((language) => ["file", "untitled"].map((scheme) => ({ scheme, language })));
  client = new LanguageClient("newslint", "newslint", { command, args }, { documentSelector });
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    window.showErrorMessage(`newslint cannot be started by \`${command}\`: ${error.message}`);
  }
}

async function stop() {
  const stopped = client;
  client = undefined;
  await stopped?.stop();
}

async function restart() {
  await stop();
  await start();
}

exports.activate = async (context) => {
  context.subscriptions.push(
    commands.registerCommand("newslint.restart", restart),
    workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("newslint.command") && restart()),
  );
  await start();
};
exports.deactivate = stop;
