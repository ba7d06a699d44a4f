// Saves the picture of an event as a PNG, which every chat takes; without scripts the SVG can be saved.
const picture = document.querySelector(".share-picture");
const button = document.querySelector("[data-save-picture]");

button.closest("[hidden]").hidden = false;
button.addEventListener("click", async () => {
  await picture.decode();
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = picture.naturalWidth;
  canvas.getContext("2d").drawImage(picture, 0, 0);
  const link = document.createElement("a");
  link.download = button.dataset.savePicture;
  link.href = URL.createObjectURL(await new Promise((done) => canvas.toBlob(done, "image/png")));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
});
